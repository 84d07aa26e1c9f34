/** What the figures of a connection test mean for a video call (NET-2); pure. */

export type RelayState = 'ok' | 'failed' | 'not_configured' | 'unknown'
export type DeviceState = 'ok' | 'denied' | 'missing' | 'busy' | 'unanswered' | 'unsupported'
export type Route = 'direct' | 'relay_udp' | 'relay_tcp'

/** Why there was no WebRTC path: no such browser, no server, a network that stops it, a server with too many tests. */
export type PathFault = 'unsupported' | 'unreachable' | 'blocked' | 'server_busy'

/** What a test found; null is what could not be measured. Times in ms, rates in kbit/s, loss from 0 to 1. */
export interface Findings {
  signalling: number | null
  relayUdp: RelayState
  relayTcp: RelayState
  route: Route | null
  pathFault: PathFault | null
  roundTrip: number | null
  jitter: number | null
  loss: number | null
  down: number | null
  up: number | null
  camera: DeviceState
  microphone: DeviceState
}

export type BadReason =
  | 'unsupported'
  | 'offline'
  | 'no_signalling'
  | 'no_path'
  | 'too_slow'
  | 'too_unstable'
  | `microphone_${Exclude<DeviceState, 'ok'>}`

export type LimitedReason =
  | 'unmeasured'
  | 'slow'
  | 'unstable'
  | 'detour'
  | 'no_relay'
  | `camera_${Exclude<DeviceState, 'ok'>}`

/** `good` is the green bar, `limited` the orange and `bad` the red one. The first reason counts most; good has none. */
export type Verdict =
  | { level: 'good'; reasons: [] }
  | { level: 'limited'; reasons: [LimitedReason, ...LimitedReason[]] }
  | { level: 'bad'; reasons: [BadReason, ...(BadReason | LimitedReason)[]] }

interface Bound {
  /** Beyond this there is no good picture. */
  limited: number
  /** Beyond this there is no good sound either. */
  bad: number
}

/**
 * kbit/s that must be there at least. A picture of 640x360 with 30 frames takes 600 and some room to breathe; sound takes
 * 40 with its headers, and needs as much again for what is sent anew.
 */
export const RATE: Bound = { limited: 1_000, bad: 100 }

/** Of the packets there and back; Opus hides a tenth that is lost, a picture freezes much sooner. */
export const LOSS: Bound = { limited: 0.03, bad: 0.1 }

/** Milliseconds; the sound waits as long as its buffer holds, beyond 200 ms people talk through each other. */
export const JITTER: Bound = { limited: 60, bad: 200 }

/** Milliseconds there and back; ITU-T G.114 calls 400 ms one way unacceptable, half of it is noticed. */
export const ROUND_TRIP: Bound = { limited: 400, bad: 1_000 }

/** Tells what the findings mean. What was not measured never makes it worse than orange. */
export function verdict(found: Findings): Verdict {
  const limited = limitedReasons(found)
  const [worst, ...others] = badReasons(found)
  if (worst !== undefined) {
    // Who is told of a bad connection has no use for its lighter faults, but can mend the camera as well.
    return {
      level: 'bad',
      reasons: [worst, ...others, ...limited.filter((reason) => reason.startsWith('camera_'))],
    }
  }
  const [first, ...rest] = limited
  return first === undefined
    ? { level: 'good', reasons: [] }
    : { level: 'limited', reasons: [first, ...rest] }
}

function badReasons(found: Findings): BadReason[] {
  const reasons: BadReason[] = []
  if (found.pathFault === 'unsupported') reasons.push('unsupported')
  else if (found.signalling === null)
    reasons.push(found.pathFault === 'unreachable' ? 'offline' : 'no_signalling')
  if (found.pathFault === 'blocked' && !hasRelay(found)) reasons.push('no_path')
  if (below(found.down, RATE.bad) || below(found.up, RATE.bad)) reasons.push('too_slow')
  if (isUnstable(found, 'bad')) reasons.push('too_unstable')
  if (found.microphone !== 'ok') reasons.push(`microphone_${found.microphone}`)
  return reasons
}

function limitedReasons(found: Findings): LimitedReason[] {
  const reasons: LimitedReason[] = []
  if (found.down === null && found.up === null) reasons.push('unmeasured')
  if (below(found.down, RATE.limited) || below(found.up, RATE.limited)) reasons.push('slow')
  if (isUnstable(found, 'limited')) reasons.push('unstable')
  if (found.route === 'relay_tcp') reasons.push('detour')
  if (!hasRelay(found) && [found.relayUdp, found.relayTcp].includes('failed')) reasons.push('no_relay')
  if (found.camera !== 'ok') reasons.push(`camera_${found.camera}`)
  return reasons
}

function hasRelay({ relayUdp, relayTcp }: Findings): boolean {
  return relayUdp === 'ok' || relayTcp === 'ok'
}

function isUnstable({ loss, jitter, roundTrip }: Findings, bound: keyof Bound): boolean {
  return above(loss, LOSS[bound]) || above(jitter, JITTER[bound]) || above(roundTrip, ROUND_TRIP[bound])
}

function below(value: number | null, bound: number): boolean {
  return value !== null && value < bound
}

function above(value: number | null, bound: number): boolean {
  return value !== null && value > bound
}
