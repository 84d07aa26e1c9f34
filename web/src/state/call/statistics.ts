/** Reads what the browser measured of one connection (W3C, Identifiers for WebRTC's Statistics API). */
import type { Sample } from './quality'

/** Counters so far, to which the next ones are compared. */
export interface Counters {
  received: number
  lost: number
}

export const NONE: Counters = { received: 0, lost: 0 }

type Entry = Record<string, unknown> & { type: string; kind?: string }

/** Returns the sample since `before`, and the counters for the next one. */
export function read(
  report: Iterable<[string, unknown]>,
  before: Counters,
): { sample: Sample; counters: Counters } {
  const entries = [...report].map(([, entry]) => entry as Entry)
  const inbound = entries.filter(({ type }) => type === 'inbound-rtp')
  const remote = entries.filter(({ type }) => type === 'remote-inbound-rtp')
  const pair = entries.find(
    ({ type, nominated, state }) => type === 'candidate-pair' && nominated === true && state === 'succeeded',
  )
  const counters = { received: sum(inbound, 'packetsReceived'), lost: sum(inbound, 'packetsLost') }
  const received = counters.received - before.received
  const lost = Math.max(0, counters.lost - before.lost)
  const sample: Sample = {
    lossIn: received + lost > 20 ? lost / (received + lost) : null,
    lossOut: highest(remote, 'fractionLost'),
    roundTrip: number(pair?.currentRoundTripTime) ?? highest(remote, 'roundTripTime'),
    jitter: highest(
      inbound.filter(({ kind }) => kind === 'audio'),
      'jitter',
    ),
    available: number(pair?.availableOutgoingBitrate),
    limited: entries.some(
      ({ type, qualityLimitationReason }) =>
        type === 'outbound-rtp' && qualityLimitationReason === 'bandwidth',
    ),
  }
  return { sample, counters }
}

function number(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

function sum(entries: Entry[], field: string): number {
  return entries.reduce((total, entry) => total + (number(entry[field]) ?? 0), 0)
}

function highest(entries: Entry[], field: string): number | null {
  const values = entries.map((entry) => number(entry[field])).filter((value) => value !== null)
  return values.length > 0 ? Math.max(...values) : null
}
