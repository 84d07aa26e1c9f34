/** The agent's waiting room as it changes: pure (WAI-2). */
import type { WaitingGuest, WaitingRoom } from '@/protocol/types'
import type { AttentionItem } from '@/state/attention'

/** Returns the room with the new state of one guest; null when his appointment is not in it. */
export function withGuest(room: WaitingRoom, appointment: string, guest: WaitingGuest): WaitingRoom | null {
  const known = room.appointments.some(
    ({ id, guests }) => id === appointment && guests.some((one) => one.id === guest.id),
  )
  if (!known) return null
  return {
    appointments: room.appointments.map((one) =>
      one.id === appointment
        ? { ...one, guests: one.guests.map((old) => (old.id === guest.id ? guest : old)) }
        : one,
    ),
  }
}

/** A guest who has come for an appointment. */
export interface Arrival {
  appointment: string
  guest: WaitingGuest
}

/** The guests who are there now and were not before, each arrival once. */
export function arrivals(before: WaitingRoom, after: WaitingRoom): Arrival[] {
  const known = new Set(guestsOf(before).map(({ id, arrived_at }) => `${id} ${arrived_at}`))
  return after.appointments.flatMap(({ id, guests }) =>
    waitingOf(guests)
      .filter((guest) => !known.has(`${guest.id} ${guest.arrived_at}`))
      .map((guest) => ({ appointment: id, guest })),
  )
}

/** The guests of an appointment who can be called in. */
export function waitingOf(guests: readonly WaitingGuest[]): WaitingGuest[] {
  return guests.filter(
    ({ arrived_at, in_call, telephone }) =>
      (arrived_at !== null || telephone?.state === 'waiting') && !in_call,
  )
}

/** The guests who wait, as things that ask attention (DSK-2). */
export function itemsOf(room: WaitingRoom): AttentionItem[] {
  return waitingOf(guestsOf(room)).map(({ id, name }) => ({ id, kind: 'waiting', name, href: '/wachtkamer' }))
}

function guestsOf(room: WaitingRoom): WaitingGuest[] {
  return room.appointments.flatMap(({ guests }) => guests)
}
