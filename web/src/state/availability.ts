/** Whether I take visitors of the website: one value for both sliders, every tab and device (PRE-4). */
import { answer, http } from '@/protocol/http'
import type { Availability } from '@/protocol/types'
import { live } from './live'
import { session } from './session'
import { Store } from './store'

interface AvailabilityState {
  available: boolean
  /** False until the server has told. */
  known: boolean
}

const UNKNOWN: AvailabilityState = { available: false, known: false }
const NOTHING: Availability = { available: false, version: -1 }

export const availability = new Store<AvailabilityState>(UNKNOWN)

/** The newest that the server has told; how many changes are on their way, and the last of them. */
let told = NOTHING
let waiting = 0
let last: Promise<unknown> = Promise.resolve()

/** Fetches what holds; a server that is away is asked again when the way is open. */
export async function refreshAvailability(): Promise<void> {
  try {
    take(await answer(http.GET('/api/availability')))
  } catch {
    // What was known stays on the screen.
  }
}

/** Turns the slider: shown at once, sent in order, and taken back when the server refuses. */
export async function setAvailable(available: boolean): Promise<void> {
  waiting += 1
  availability.set({ available, known: true })
  const sent = last.then(() => answer(http.PUT('/api/availability', { body: { available } })))
  last = sent.catch(() => null)
  try {
    take(await sent)
  } finally {
    waiting -= 1
    show()
  }
}

/** An answer and an event may overtake each other: the higher version is the newer one. */
function take(next: Availability): void {
  if (next.version >= told.version) told = next
  show()
}

/** While a change is on its way, that one is on the screen. */
function show(): void {
  const { available } = told
  if (waiting > 0) return
  availability.set((old) => (old.known && old.available === available ? old : { available, known: true }))
}

live.on('availability.changed', take)
live.on('opened', () => {
  const role = session.get().person?.role
  if (role !== undefined && role !== 'client') void refreshAvailability()
})

// Somebody else on the same browser begins anew.
let person = session.get().person?.id
session.subscribe(() => {
  const now = session.get().person?.id
  if (now === person) return
  person = now
  told = NOTHING
  availability.set(UNKNOWN)
})
