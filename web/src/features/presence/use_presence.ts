import type { Presence } from '@/protocol/types'
import { OFFLINE, presence } from '@/state/presence'
import { useStore } from '@/ui'

/** What others see of a person now; before the server has told, what a list said of him. */
export function usePresence(person: string | null, told: Presence | null = null): Presence | null {
  return useStore(presence, ({ people, known }) => {
    if (person === null) return null
    return known ? (people[person] ?? OFFLINE) : told
  })
}
