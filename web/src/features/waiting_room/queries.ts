/** What the server knows of the agent's waiting room, kept up by its events. */
import { type QueryClient, useQuery } from '@tanstack/react-query'
import { answer, http } from '@/protocol/http'
import type { WaitingRoom } from '@/protocol/types'
import { attention } from '@/state/attention'
import { live } from '@/state/live'
import { session } from '@/state/session'
import { announceArrival } from './announce'
import { arrivals, itemsOf, withGuest } from './room'

const KEY = ['waiting-room']

const fetchRoom = () => answer(http.GET('/api/waiting-room'))

/** The agent's waiting room; only for staff. */
export function useWaitingRoom() {
  return useQuery({ queryKey: KEY, queryFn: fetchRoom })
}

/** Keeps the waiting room as the server tells, and announces who arrives; ends with the returned function. */
export function followWaitingRoom(queries: QueryClient): () => void {
  const { person } = session.get()
  if (person === null || person.role === 'client') return () => {}
  let known: WaitingRoom | undefined

  function take(room: WaitingRoom): void {
    // Who was there when the app was opened is seen, and not announced.
    if (known) for (const arrival of arrivals(known, room)) void announceArrival(arrival)
    known = room
    attention.set('waiting_room', itemsOf(room))
    queries.setQueryData(KEY, room)
  }

  // Events that came while the way was closed are told by nobody again.
  const renew = () => {
    fetchRoom().then(take, () => null)
  }
  const ends = [
    live.on('opened', renew),
    live.on('waiting_room.changed', ({ appointment_id, guest }) => {
      const room = known && withGuest(known, appointment_id, guest)
      if (room) take(room)
      else renew()
    }),
  ]
  return () => {
    for (const end of ends) end()
  }
}
