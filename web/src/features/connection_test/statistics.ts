/** The figures of a connection, from what was observed; pure. */

/** The middle value, or null of none. */
export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle]
  if (upper === undefined) return null
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2
}

/** The jitter (RFC 3550, section 6.4.1) of travel times in the order of sending, in their unit; null of fewer than two. */
export function jitter(travels: readonly number[]): number | null {
  if (travels.length < 2) return null
  let estimate = 0
  for (let at = 1; at < travels.length; at += 1) {
    const change = Math.abs((travels[at] ?? 0) - (travels[at - 1] ?? 0))
    estimate += (change - estimate) / 16
  }
  return estimate
}

/** Bytes that had come in at a moment (milliseconds). */
export interface Arrival {
  at: number
  bytes: number
}

/** The rate in kbit/s of what came in after `from` and not after `to` (milliseconds); null of no time. */
export function rate(arrivals: readonly Arrival[], from: number, to: number): number | null {
  if (to <= from) return null
  const bytes = arrivals.reduce((sum, { at, bytes }) => (at > from && at <= to ? sum + bytes : sum), 0)
  // Bytes a millisecond times eight are bits a millisecond, and these are kbit a second.
  return (bytes * 8) / (to - from)
}
