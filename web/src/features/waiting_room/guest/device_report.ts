/** What the guest's device found out about itself, for the agent (WAI-6). */
import { type Findings, verdict } from '@/features/connection_test/verdict'
import type { DeviceReport } from '@/protocol/types'
import type { OwnMedia, TrackState } from '@/state/call/types'

/** A network that was not tested is not held against anybody. */
const UNTESTED: Findings = {
  signalling: 0,
  relayUdp: 'unknown',
  relayTcp: 'unknown',
  route: 'direct',
  pathFault: null,
  roundTrip: 0,
  jitter: 0,
  loss: 0,
  down: 10_000,
  up: 10_000,
  camera: 'ok',
  microphone: 'ok',
}

/** Judges the devices as they are now and the network as it was tested, if it was. */
export function deviceReport(own: OwnMedia, network: Findings | null, browser: string): DeviceReport {
  const { level, reasons } = verdict({
    ...(network ?? UNTESTED),
    camera: stateOf(own.camera),
    microphone: stateOf(own.microphone),
  })
  return { level, reasons: reasons.slice(0, 12), browser }
}

/** What somebody has switched off works. */
function stateOf(state: TrackState): Findings['camera'] {
  return state === 'on' || state === 'off' ? 'ok' : state
}
