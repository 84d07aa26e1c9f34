/** The links into the call in which I sit, kept up by the server's events, and what I do with them. */
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { answer, http, oncePerClick } from '@/protocol/http'
import type { RoomLink } from '@/protocol/types'
import { live } from '@/state/live'

const keyOf = (room: string) => ['room-links', room]

/** The links of a call that work. */
export function useRoomLinks(room: string) {
  const queries = useQueryClient()
  useEffect(() => {
    const ends = [
      live.on('room_link.changed', ({ room_id }) => void renew(queries, room_id)),
      // What happened while the way was closed is told by nobody again.
      live.on('opened', () => void renew(queries, room)),
    ]
    return () => {
      for (const end of ends) end()
    }
  }, [queries, room])
  return useQuery({
    queryKey: keyOf(room),
    queryFn: async () =>
      (await answer(http.GET('/api/rooms/{room_id}/links', { params: { path: { room_id: room } } }))).links,
  })
}

/** Makes a link and mails it when there is an address; answers its id once it is in the list. */
export function useMakeLink(room: string): (name: string, email: string) => Promise<string> {
  const queries = useQueryClient()
  return async (name, email) => {
    const params = { path: { room_id: room } }
    const body = { name, email }
    const made = await answer(
      http.POST('/api/rooms/{room_id}/links', { params, body, headers: oncePerClick() }),
    )
    await renew(queries, room)
    return made.id
  }
}

/** Withdraws a link: its guest can not come any more. */
export function useWithdraw(room: string): (link: RoomLink) => Promise<void> {
  const queries = useQueryClient()
  return async ({ id }) => {
    const params = { path: { link_id: id } }
    const { links } = await answer(http.POST('/api/room-links/{link_id}/withdraw', { params }))
    queries.setQueryData(keyOf(room), links)
  }
}

/** Lets the guest of a link into the call; the call itself tells how that goes. */
export async function letIn({ id }: RoomLink): Promise<void> {
  const params = { path: { link_id: id } }
  await answer(http.POST('/api/room-links/{link_id}/let-in', { params, headers: oncePerClick() }))
}

function renew(queries: QueryClient, room: string): Promise<void> {
  return queries.invalidateQueries({ queryKey: keyOf(room) })
}
