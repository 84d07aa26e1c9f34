/** Who can be a member of a group, and who is found: pure. */
import type { ListedPerson } from '@/protocol/types'

/** Staff that can sign in or will, and who has been chosen before. */
export function staffOf(people: readonly ListedPerson[], chosen: ReadonlySet<string>): ListedPerson[] {
  return people.filter(
    ({ id, role, state }) =>
      chosen.has(id) || (role !== 'client' && state !== 'blocked' && state !== 'withdrawn'),
  )
}

/** Those whose name has each word that is searched. */
export function matching(people: readonly ListedPerson[], search: string): ListedPerson[] {
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  return people.filter(({ name }) => words.every((word) => name.toLocaleLowerCase().includes(word)))
}
