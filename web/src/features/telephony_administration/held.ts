/** Conferences that were held, as the history shows them (CNF-6): pure. */
import type { HeldConference } from '@/protocol/types'

export type Attendance = HeldConference['attendances'][number]

/** The conferences by the day on which they began, in the order in which they came. */
export function byDay(
  conferences: readonly HeldConference[],
  dayOf: (at: string) => string,
): [string, HeldConference[]][] {
  const days = new Map<string, HeldConference[]>()
  for (const one of conferences) {
    const day = dayOf(one.started_at)
    days.set(day, [...(days.get(day) ?? []), one])
  }
  return [...days]
}

/** How long something lasted (seconds), null while it goes on. */
export function secondsOf(from: string, to: string | null): number | null {
  return to === null ? null : Math.max(0, (Date.parse(to) - Date.parse(from)) / 1000)
}

/** Who somebody was: his name, else his number, else empty. */
export function whoOf({ name, number }: Pick<Attendance, 'name' | 'number'>): string {
  return name || number
}

/** Everybody in the order in which they came in. */
export function inOrder(attendances: readonly Attendance[]): Attendance[] {
  return attendances.toSorted((a, b) => Date.parse(a.joined_at) - Date.parse(b.joined_at))
}
