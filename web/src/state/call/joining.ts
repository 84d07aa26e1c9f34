/** Somebody joins a call that goes on, is consulted in it or takes it over: what follows from the room. Pure. */
import type { Person, Ring, Room, Seat } from '@/protocol/types'
import type { JoiningWay, Notice } from './types'

const WAYS: readonly string[] = ['add', 'transfer', 'consult'] satisfies JoiningWay[]

/** The ends of a ring after which nobody has come. */
const IN_VAIN = ['declined', 'busy', 'no_answer', 'cancelled', 'failed'] as const

/** Whether this ring asks somebody into a call that goes on. */
export function isJoining({ purpose }: Pick<Ring, 'purpose'>): boolean {
  return WAYS.includes(purpose)
}

/** Whether who answers this ring comes to people who talk already: he needs no countdown (CAL-5). */
export function joinsRunning(ring: Ring, others: readonly Seat[]): boolean {
  return isJoining(ring) || (ring.purpose === 'appointment' && others.length > 1)
}

/** Whether these two hear and see each other; who is on hold hears and sees nobody (CAL-10). */
export function together(one: Pick<Seat, 'circle'>, other: Pick<Seat, 'circle'>): boolean {
  return one.circle === other.circle && one.circle !== 'on_hold'
}

/** The seats for which another one than mine makes room: when I see them, it may go (CAL-9). */
export function successors(room: Room, mine: string): Set<string> {
  const found = new Set<string>()
  for (const { id, state, successor } of room.seats) {
    if (id !== mine && state !== 'left' && successor !== null && successor !== mine) found.add(successor)
  }
  return found
}

/** What somebody should be told of what has changed in his room. */
export function news(before: Room, after: Room, me: string): Notice[] {
  const others = present(after, me)
  if (after.state === 'ended' || others.length === 0) return []
  return [...inVain(before, after, me, others), ...gone(before, after, me, others)]
}

/** Whom I rang in vain, and with whom I talk on. */
function inVain(before: Room, after: Room, me: string, others: Person[]): Notice[] {
  return after.rings.flatMap((ring): Notice[] => {
    const old = before.rings.find(({ id }) => id === ring.id)
    const isNews = old === undefined || old.state === 'ringing' || old.state === 'queued'
    const state = IN_VAIN.find((one) => one === ring.state)
    if (!isNews || state === undefined || ring.caller.id !== me || !isJoining(ring)) return []
    return [{ kind: 'in_vain', state, person: ring.callee, others }]
  })
}

/** Who has left, and who talks in his place. */
function gone(before: Room, after: Room, me: string, others: Person[]): Notice[] {
  const mine = before.seats.find(({ person, state }) => person.id === me && state !== 'left')
  return after.seats.flatMap((seat): Notice[] => {
    const old = before.seats.find(({ id }) => id === seat.id)
    if (seat.state !== 'left' || old === undefined || old.state === 'left' || seat.person.id === me) return []
    const next = after.seats.find(({ id, state }) => id === seat.successor && state !== 'left')
    if (next) {
      return [
        next.person.id === me
          ? { kind: 'taken_over', from: seat.person, others }
          : { kind: 'handed_over', from: seat.person, to: next.person },
      ]
    }
    // Who was on hold knows nothing of whom the other consulted.
    if (mine?.circle === 'on_hold' && seat.circle === 'aside') return []
    return [{ kind: 'left', person: seat.person, others }]
  })
}

function present(room: Room, me: string): Person[] {
  return room.seats.flatMap(({ person, state }) => (state === 'left' || person.id === me ? [] : [person]))
}
