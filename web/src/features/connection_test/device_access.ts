/** Whether this browser may use a camera and a microphone, and has them (NET-1). */
import { type OpenedMedia, openMedia } from '@/state/devices'
import type { DeviceState } from './verdict'
import { bounded, within } from './waiting'

/** People need time to read the browser's question, but the test must end (ms). */
const ANSWER_LIMIT = 30_000

export interface DeviceAccess {
  camera: DeviceState
  microphone: DeviceState
}

/** Opens the chosen devices, looks what came, and lets them go. */
export async function deviceAccess(signal: AbortSignal): Promise<DeviceAccess> {
  // Only over https, or at localhost, has a browser devices to give.
  if (navigator.mediaDevices === undefined) return { camera: 'unsupported', microphone: 'unsupported' }
  const opening = openMedia({ video: true, audio: true })
  const opened = await within(bounded(signal, ANSWER_LIMIT), opening)
  if (opened !== null) {
    letGo(opened)
    return { camera: stateOf(opened.video), microphone: stateOf(opened.audio) }
  }
  // An answer that comes after all must not leave the camera's light on.
  opening.then(letGo, () => {})
  return { camera: 'unanswered', microphone: 'unanswered' }
}

function stateOf(opened: OpenedMedia['video']): DeviceState {
  if (opened === null) return 'missing'
  return typeof opened === 'string' ? opened : 'ok'
}

function letGo({ video, audio }: OpenedMedia): void {
  for (const opened of [video, audio]) if (opened instanceof MediaStreamTrack) opened.stop()
}
