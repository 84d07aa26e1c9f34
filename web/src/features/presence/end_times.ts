/** The moments at which a choice ends by itself. */

export const END_CHOICES = ['never', 'half_hour', 'hour', 'today', 'keep'] as const

export type EndChoice = (typeof END_CHOICES)[number]

/** Returns the moment of a choice as ISO 8601, null for none; `keep` is the one that was chosen before. */
export function endOf(choice: EndChoice, before: string | null | undefined, now: Date): string | null {
  switch (choice) {
    case 'half_hour':
      return new Date(now.getTime() + 30 * 60_000).toISOString()
    case 'hour':
      return new Date(now.getTime() + 60 * 60_000).toISOString()
    case 'today': {
      const midnight = new Date(now)
      midnight.setHours(24, 0, 0, 0)
      return midnight.toISOString()
    }
    case 'keep':
      return before ?? null
    default:
      return null
  }
}
