/** How a call went for this tab, in one word and with whom (CAL-3). Pure. */
import type { Person, Room } from '@/protocol/types'
import { isJoining } from './joining'
import type { State } from './machine'
import type { Outcome } from './types'

/** The people with whom this call is, or is to be. */
export function partners(state: State): Person[] {
  const { intent, room, me } = state
  const people = new Map<string, Person>()
  if (intent?.kind === 'start') for (const person of intent.people) people.set(person.id, person)
  if (intent?.kind === 'accept') people.set(intent.ring.caller.id, intent.ring.caller)
  for (const { person } of room?.seats ?? []) people.set(person.id, person)
  // Guests are not told who is rung; who did not come to a call that went on has no part in it.
  for (const ring of room?.rings ?? [])
    if (ring.callee.name !== '' && !isJoining(ring)) people.set(ring.callee.id, ring.callee)
  people.delete(me)
  return [...people.values()]
}

/** An outcome without a conversation. */
export function plain(state: State, kind: Outcome['kind']): Outcome {
  return { kind, people: partners(state), seconds: null, message: null, media: state.media }
}

/** A conversation that was. */
export function lasted(state: State, at: number): Outcome {
  const since = state.talkingSince
  return {
    ...plain(state, 'answered'),
    seconds: since === null ? 0 : Math.max(0, Math.round((at - since) / 1000)),
  }
}

/** Why I am no longer in a room that goes on: another tab has my seat, or I have left it to somebody. */
export function departed(state: State, room: Room, at: number): Outcome {
  const own = room.seats.filter(({ person }) => person.id === state.me)
  if (own.some((seat) => seat.state !== 'left')) return { ...lasted(state, at), kind: 'ended_elsewhere' }
  const last = own.findLast(({ client }) => client === state.client)
  const next = room.seats.find(({ id }) => id === last?.successor)
  if (next) return { ...lasted(state, at), kind: 'handed_over', people: [next.person] }
  const asked = room.rings.findLast(
    ({ purpose, callee, state: ring }) =>
      purpose === 'consult' && ring === 'accepted' && callee.id === state.me,
  )
  if (last?.circle === 'aside' && asked)
    return { ...lasted(state, at), kind: 'consulted', people: [asked.caller] }
  return lasted(state, at)
}

/** How a room that has ended went, in one word (CAL-3). */
export function outcomeOf(state: State, at: number): Outcome {
  if (state.room?.connected_at) return lasted(state, at)
  const states = new Set((state.room?.rings ?? []).map((ring) => ring.state))
  for (const kind of ['no_answer', 'declined', 'busy', 'failed', 'cancelled'] as const) {
    if (states.has(kind)) return plain(state, kind)
  }
  return plain(state, 'failed')
}
