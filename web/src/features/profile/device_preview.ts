/** The chosen camera and microphone, opened to be looked at and listened to before a call (PRO-3). */
import {
  devices,
  type Failure,
  followDevices,
  listDevices,
  type OpenedMedia,
  openMedia,
} from '@/state/devices'
import { Store } from '@/state/store'

/** `off`: nothing was opened yet; else why it can not be opened. */
export type Opened = 'on' | 'off' | Failure

const KINDS = ['videoinput', 'audioinput', 'audiooutput'] as const

export interface Preview {
  /** `asking`: the browser asks the user; `closed`: nothing is open, and opening it would ask. */
  state: 'closed' | 'asking' | 'open'
  stream: MediaStream | null
  camera: Opened
  microphone: Opened
  /** What is connected; without permission the labels are empty. */
  connected: MediaDeviceInfo[]
}

export class DevicePreview {
  readonly now = new Store<Preview>({
    state: 'closed',
    stream: null,
    camera: 'off',
    microphone: 'off',
    connected: [],
  })
  #running = false
  #round = 0
  #used = ''
  #unfollow: (() => void)[] = []

  /** Follows what is connected and chosen until `stop`; opens at once only what the user has allowed before. */
  async start(): Promise<void> {
    if (this.#running || navigator.mediaDevices === undefined) return
    this.#running = true
    this.#unfollow = [followDevices(() => void this.#changed()), devices.subscribe(this.#chosen)]
    await this.#list()
    if (this.#running && (await isAllowed())) await this.open()
  }

  /** Closes everything; the camera's light goes out. */
  stop(): void {
    this.#running = false
    this.#round += 1
    for (const unfollow of this.#unfollow) unfollow()
    this.#release()
    this.now.set((old) => ({ ...old, state: 'closed', camera: 'off', microphone: 'off' }))
  }

  /** Opens the chosen devices anew; the browser may ask the user first. */
  async open(): Promise<void> {
    if (!this.#running) return
    this.#round += 1
    const round = this.#round
    this.#used = usedOf(devices.get())
    // A camera that is in use gives its other sizes only after it was let go.
    this.#release()
    this.now.set((old) => ({ ...old, state: 'asking' }))
    const opened = await openMedia({ video: true, audio: true })
    if (round !== this.#round) {
      for (const track of tracksOf(opened)) track.stop()
      return
    }
    const tracks = tracksOf(opened)
    this.now.set((old) => ({
      ...old,
      state: 'open',
      stream: tracks.length > 0 ? new MediaStream(tracks) : null,
      camera: stateOf(opened.video),
      microphone: stateOf(opened.audio),
    }))
    await this.#list()
  }

  readonly #chosen = (): void => {
    if (this.now.get().state !== 'closed' && usedOf(devices.get()) !== this.#used) void this.open()
  }

  readonly #changed = async (): Promise<void> => {
    await this.#list()
    const { state, camera, microphone, stream } = this.now.get()
    const ended = stream?.getTracks().some(({ readyState }) => readyState === 'ended')
    // What was pulled out is replaced, and what misses may just have been plugged in.
    if (state === 'open' && (ended || camera !== 'on' || microphone !== 'on')) await this.open()
  }

  async #list(): Promise<void> {
    const connected = await Promise.all(KINDS.map(listDevices)).catch(() => [])
    if (this.#running) this.now.set((old) => ({ ...old, connected: connected.flat() }))
  }

  #release(): void {
    for (const track of this.now.get().stream?.getTracks() ?? []) track.stop()
    this.now.set((old) => ({ ...old, stream: null }))
  }
}

function tracksOf({ video, audio }: OpenedMedia): MediaStreamTrack[] {
  return [video, audio].filter((opened) => opened instanceof MediaStreamTrack)
}

function stateOf(opened: OpenedMedia['video']): Opened {
  if (opened === null) return 'off'
  return typeof opened === 'string' ? opened : 'on'
}

/** The part of the choice for which something is opened here. */
function usedOf({ camera, microphone }: { camera: string | null; microphone: string | null }): string {
  return JSON.stringify([camera, microphone])
}

/** Whether the user has allowed both before, so that the browser will not ask. */
async function isAllowed(): Promise<boolean> {
  try {
    const asked = ['camera', 'microphone'].map((name) =>
      navigator.permissions.query({ name: name as PermissionName }),
    )
    return (await Promise.all(asked)).every(({ state }) => state === 'granted')
  } catch {
    // A browser that does not tell.
    return false
  }
}
