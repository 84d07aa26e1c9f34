/** Camera, microphone and loudspeakers of this device (PRO-3); what was chosen is remembered per device. */
import { Store } from './store'

/** Ids of the browser's devices; null is the system's choice. */
export interface Chosen {
  camera: string | null
  microphone: string | null
  speaker: string | null
  ring_speaker: string | null
}

export type Failure = 'denied' | 'missing' | 'busy'

/** What could be opened: a track, or why not; null where it was not asked for. */
export interface OpenedMedia {
  video: MediaStreamTrack | Failure | null
  audio: MediaStreamTrack | Failure | null
}

const KEY = 'oogcontact.devices'

/** What is lent and not taken is closed after so long (milliseconds). */
const LENT_FOR = 10_000

const NOTHING: Chosen = { camera: null, microphone: null, speaker: null, ring_speaker: null }

export const devices = new Store<Chosen>(remembered())

devices.subscribe(() => {
  try {
    localStorage.setItem(KEY, JSON.stringify(devices.get()))
  } catch {
    // A browser that keeps nothing: the choice holds until the page is left.
  }
})

/** Which devices somebody has switched off. */
export interface SwitchedOff {
  camera: boolean
  microphone: boolean
}

/** Tracks that are open already, for who opens devices next, and what he is to leave off. */
let lent: MediaStreamTrack[] = []
let lentOff: SwitchedOff | null = null

/**
 * Gives open tracks to whoever opens devices next, so that the picture does not break between a preview and a call; some
 * telephones have a camera for one at a time. What nobody took within a moment is closed.
 */
export function lendTracks(tracks: MediaStreamTrack[], off: SwitchedOff | null = null): void {
  for (const track of lent) track.stop()
  lent = tracks
  lentOff = off
  setTimeout(() => {
    for (const track of tracks) if (lent.includes(track)) track.stop()
    lent = lent.filter((track) => !tracks.includes(track))
  }, LENT_FOR)
}

/** What was switched off when tracks were lent; asked once. */
export function lentSwitchedOff(): SwitchedOff | null {
  const off = lentOff
  lentOff = null
  return off
}

/** Asks for camera and microphone together, one question for the person; what fails does not take the other with it. */
export async function openMedia(wanted: { video: boolean; audio: boolean }): Promise<OpenedMedia> {
  const found = {
    video: wanted.video ? borrowed('video') : null,
    audio: wanted.audio ? borrowed('audio') : null,
  }
  const opened = await openAnew({
    video: wanted.video && found.video === null,
    audio: wanted.audio && found.audio === null,
  })
  return { video: found.video ?? opened.video, audio: found.audio ?? opened.audio }
}

async function openAnew(wanted: { video: boolean; audio: boolean }): Promise<OpenedMedia> {
  const { camera, microphone } = devices.get()
  const video = wanted.video ? videoConstraints(camera) : false
  const audio = wanted.audio ? audioConstraints(microphone) : false
  if (!video && !audio) return { video: null, audio: null }
  try {
    const stream = await getMedia({ video, audio })
    return { video: stream.getVideoTracks()[0] ?? null, audio: stream.getAudioTracks()[0] ?? null }
  } catch (error) {
    if (!video || !audio)
      return video ? { video: failure(error), audio: null } : { video: null, audio: failure(error) }
  }
  const [picture, sound] = await Promise.all([
    openAnew({ video: true, audio: false }),
    openAnew({ video: false, audio: true }),
  ])
  return { video: picture.video, audio: sound.audio }
}

function borrowed(kind: 'video' | 'audio'): MediaStreamTrack | null {
  const track = lent.find((one) => one.kind === kind && one.readyState === 'live') ?? null
  lent = lent.filter((one) => one !== track)
  return track
}

/** Lists the devices of one kind; their names are known only once a camera or microphone was allowed. */
export async function listDevices(kind: MediaDeviceKind): Promise<MediaDeviceInfo[]> {
  const all = (await navigator.mediaDevices?.enumerateDevices()) ?? []
  return all.filter((device) => device.kind === kind && device.deviceId !== '')
}

/** Calls `changed` when a device is plugged in or out, until the returned function is called. */
export function followDevices(changed: () => void): () => void {
  navigator.mediaDevices?.addEventListener('devicechange', changed)
  return () => navigator.mediaDevices?.removeEventListener('devicechange', changed)
}

/** Whether this browser can send sound to a chosen loudspeaker. */
export const canChooseSpeaker =
  typeof HTMLMediaElement !== 'undefined' && 'setSinkId' in HTMLMediaElement.prototype

/** Tells why a camera or microphone could not be opened (W3C, Media Capture and Streams, getUserMedia). */
export function failure(error: unknown): Failure {
  const name = error instanceof DOMException || error instanceof Error ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'missing'
}

async function getMedia(constraints: MediaStreamConstraints): Promise<MediaStream> {
  // Outside of https the browser has no camera at all.
  if (!navigator.mediaDevices)
    throw new DOMException('No devices without a secure connection.', 'NotFoundError')
  return navigator.mediaDevices.getUserMedia(constraints)
}

function videoConstraints(camera: string | null): MediaTrackConstraints {
  return {
    // Not exact: a camera that is gone is replaced by another.
    ...(camera ? { deviceId: camera } : { facingMode: 'user' }),
    width: { ideal: 1280 },
    height: { ideal: 720 },
    frameRate: { ideal: 30, max: 30 },
  }
}

function audioConstraints(microphone: string | null): MediaTrackConstraints {
  return {
    ...(microphone ? { deviceId: microphone } : {}),
    echoCancellation: true,
    noiseSuppression: true,
    autoGainControl: true,
  }
}

function remembered(): Chosen {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Chosen>
    return { ...NOTHING, ...kept }
  } catch {
    return NOTHING
  }
}
