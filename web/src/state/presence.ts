/** Who is there, as the server tells; a store of its own, because it changes often (PRE-1, PRE-5). */
import { answer, http } from '@/protocol/http'
import type { MyPresence, Presence } from '@/protocol/types'
import { live } from './live'
import { Store } from './store'

export interface PresenceState {
  mine: MyPresence
  /** By person; who is not here is offline. */
  people: Readonly<Record<string, Presence>>
  /** False until the server has told who is there. */
  known: boolean
}

export const OFFLINE: Presence = { state: 'offline', in_call: false, text: '', until: null }

const NOBODY: PresenceState = {
  mine: { choice: 'available', text: '', until: null },
  people: {},
  known: false,
}

export const presence = new Store<PresenceState>(NOBODY)

/** How often was asked who is there, and which question was answered last. */
let asked = 0
let answered = 0
/** What was told of people, and after which question: an answer to that one may be older. */
const told = new Map<string, { seen: Presence; after: number }>()

/** Fetches who is there; a server that is away is asked again when the way is open. */
export async function refreshPresence(): Promise<void> {
  asked += 1
  const question = asked
  try {
    const { mine, people } = await answer(http.GET('/api/presence'))
    if (question < answered) return
    answered = question
    for (const [person, { seen, after }] of told) if (after >= question) people[person] = seen
    presence.set((old) => ({ mine: waiting > 0 ? old.mine : mine, people, known: true }))
  } catch {
    // What was known stays on the screen.
  }
}

/** The choice that the server last took; how many wait for it, and the end of the last one. */
let taken = NOBODY.mine
let waiting = 0
let last: Promise<unknown> = Promise.resolve()

/** Chooses what others see; shown at once, sent in order, and taken back when the server refuses. */
export async function choosePresence(mine: MyPresence): Promise<void> {
  if (waiting === 0) taken = presence.get().mine
  waiting += 1
  presence.set((old) => ({ ...old, mine }))
  const sent = last.then(() => answer(http.PUT('/api/presence', { body: mine })))
  last = sent.catch(() => null)
  try {
    taken = await sent
  } finally {
    waiting -= 1
    // While another choice waits, that one is on the screen.
    if (waiting === 0) presence.set((old) => ({ ...old, mine: taken }))
  }
}

live.on('presence.changed', ({ person_id, presence: seen }) => {
  told.set(person_id, { seen, after: asked })
  presence.set((old) => ({ ...old, people: { ...old.people, [person_id]: seen } }))
})
live.on('me.changed', () => void refreshPresence())
// Whoever has become a contact may have been there for hours: nothing of him changes that would be told.
live.on('contact.changed', ({ contact_id }) => {
  if (contact_id !== null) void refreshPresence()
})
live.on('opened', () => void refreshPresence())
live.on('signed_out', () => {
  told.clear()
  presence.set(NOBODY)
})
