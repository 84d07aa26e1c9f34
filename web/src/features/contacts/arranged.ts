/** The places of the tiles: nobody moves from under a finger. */
import type { Contact } from '@/protocol/types'
import { keyOf } from './queries'

/**
 * Returns who is to be shown, in order: who stood there keeps his place, who comes goes to the end, and who has gone leaves
 * unless his key is in `kept`. The same list comes back when nothing changed.
 */
export function arranged(
  before: readonly Contact[],
  online: readonly Contact[],
  kept: ReadonlySet<string>,
): readonly Contact[] {
  const here = new Map(online.map((contact) => [keyOf(contact), contact]))
  const stood = new Set(before.map(keyOf))
  const next = [
    ...before
      .map((contact) => here.get(keyOf(contact)) ?? contact)
      .filter((contact) => here.has(keyOf(contact)) || kept.has(keyOf(contact))),
    ...online.filter((contact) => !stood.has(keyOf(contact))),
  ]
  const same = next.length === before.length && next.every((contact, index) => contact === before[index])
  return same ? before : next
}
