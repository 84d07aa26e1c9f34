/** The links into a call, seen with who sits in it: pure (CAL-11). */
import type { Room, RoomLink } from '@/protocol/types'

/** People in one call (CAL-13). */
const AT_MOST = 3

export type LinkState = 'unopened' | 'here' | 'inside'

/** Whether a link has been opened, and whether its guest has come in. */
export function stateOf({ guest_id, arrived_at }: RoomLink, { seats }: Room): LinkState {
  if (seats.some(({ person, state }) => person.id === guest_id && state !== 'left')) return 'inside'
  return arrived_at === null ? 'unopened' : 'here'
}

/** The links whose guests wait to be let in; who is being let in waits no more. */
export function waitingIn(links: readonly RoomLink[], room: Room): RoomLink[] {
  const called = new Set(room.rings.filter(({ state }) => state === 'ringing').map(({ callee }) => callee.id))
  return links.filter((link) => stateOf(link, room) === 'here' && !called.has(link.guest_id))
}

/** Whether there is no seat left in this call. */
export function isFull({ seats }: Room): boolean {
  return seats.filter(({ state }) => state !== 'left').length >= AT_MOST
}
