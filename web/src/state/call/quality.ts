/** How good a connection is, and what to give up first when it is not (NET-3): the picture, never the sound. Pure. */
import type { Quality } from './types'

/** What was measured in the last two seconds. Parts of 1, seconds, bit/s; null where the browser does not say. */
export interface Sample {
  /** Lost of what should have come in. */
  lossIn: number | null
  /** Lost of what went out, as the other side reports it. */
  lossOut: number | null
  roundTrip: number | null
  jitter: number | null
  /** What the way out can carry. */
  available: number | null
  /** The picture is small because the way out is narrow. */
  limited: boolean
}

/** Loss, round trip and jitter from which on a call is worse than good, and from which on it is poor. */
const LIMITS = {
  loss: [0.03, 0.1],
  roundTrip: [0.35, 0.7],
  jitter: [0.05, 0.12],
} as const

/** A worse quality is believed after this many samples in a row, a better one after more: nothing flickers. */
const WORSE_AFTER = 2
const BETTER_AFTER = 4

const ORDER: readonly Quality[] = ['good', 'fair', 'poor']

/** Judges one sample alone. */
export function judge(sample: Sample): Quality {
  const parts = [
    grade(sample.lossIn, LIMITS.loss),
    grade(sample.lossOut, LIMITS.loss),
    grade(sample.roundTrip, LIMITS.roundTrip),
    grade(sample.jitter, LIMITS.jitter),
  ]
  return ORDER[Math.max(...parts)] ?? 'good'
}

/** Whose side is weak: what I send is lost or held back, or what comes to me is. */
export function weakSide(sample: Sample, otherIsLimited: boolean): 'me' | 'them' | null {
  if (judge(sample) === 'good') return null
  if (otherIsLimited && !sample.limited) return 'them'
  if (sample.limited) return 'me'
  return (sample.lossIn ?? 0) > (sample.lossOut ?? 0) ? 'them' : 'me'
}

/** The quality that is shown, and how often in a row the samples said otherwise. */
export interface Judged {
  quality: Quality
  candidate: Quality
  times: number
}

export const UNKNOWN: Judged = { quality: 'good', candidate: 'good', times: 0 }

/** Takes one more sample into account. */
export function follow(judged: Judged, sample: Sample): Judged {
  const now = judge(sample)
  if (now === judged.quality) return { quality: now, candidate: now, times: 0 }
  const times = now === judged.candidate ? judged.times + 1 : 1
  const needed = ORDER.indexOf(now) > ORDER.indexOf(judged.quality) ? WORSE_AFTER : BETTER_AFTER
  return times >= needed
    ? { quality: now, candidate: now, times: 0 }
    : { quality: judged.quality, candidate: now, times }
}

/** What is sent of the picture: bit/s, how much smaller, pictures a second; null for none. */
export interface Rung {
  maxBitrate: number
  scale: number
  framerate: number
}

/** From the full picture down to none; the first rung for two people, in a room of three each gets less. */
export function ladder(people: number): readonly (Rung | null)[] {
  const full = people > 2 ? 600_000 : 1_500_000
  return [
    { maxBitrate: full, scale: 1, framerate: 30 },
    { maxBitrate: Math.min(full, 400_000), scale: 1.5, framerate: 24 },
    { maxBitrate: 180_000, scale: 2.5, framerate: 15 },
    { maxBitrate: 80_000, scale: 4, framerate: 8 },
    null,
  ]
}

/** Which rung comes next, and how many good samples there were in a row. */
export interface Footing {
  rung: number
  good: number
}

/** A rung is given back after this many good samples (16 s): up is slower than down. */
const CLIMB_AFTER = 8

/** Goes a rung down on a poor sample, and slowly up again. */
export function nextRung(footing: Footing, sample: Sample, rungs: number): Footing {
  const outgoing = judge({ ...sample, lossIn: null, jitter: null })
  if (outgoing === 'poor') return { rung: Math.min(rungs - 1, footing.rung + 1), good: 0 }
  if (outgoing === 'fair') return { ...footing, good: 0 }
  const good = footing.good + 1
  return good >= CLIMB_AFTER ? { rung: Math.max(0, footing.rung - 1), good: 0 } : { ...footing, good }
}

function grade(value: number | null, [fair, poor]: readonly [number, number]): number {
  if (value === null || value < fair) return 0
  return value < poor ? 1 : 2
}
