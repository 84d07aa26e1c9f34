/** The connection test: its steps, what each may take, and what is known when it ends (NET-1). */
import { answer, http } from '@/protocol/http'
import { type DeviceAccess, deviceAccess } from './device_access'
import { type IceServer, iceServers, reachRelays, relaysOver } from './relays'
import { ServerPath } from './server_path'
import { signallingRoundTrip } from './signalling'
import type { Findings } from './verdict'
import { bounded, within } from './waiting'

/** In the order in which they are shown; the devices are looked at beside the others. */
export const STEPS = ['signalling', 'relays', 'path', 'packets', 'up', 'down', 'devices'] as const
export type Step = (typeof STEPS)[number]
export type StepState = 'waiting' | 'running' | 'done' | 'failed'
export type Progress = Record<Step, StepState>

/** Whatever happens, the test ends after this time (ms): more than the limits of its steps together need. */
const LIMIT = 45_000

const NOTHING: Findings = {
  signalling: null,
  relayUdp: 'unknown',
  relayTcp: 'unknown',
  route: null,
  pathFault: null,
  roundTrip: null,
  jitter: null,
  loss: null,
  down: null,
  up: null,
  camera: 'unanswered',
  microphone: 'unanswered',
}

export const NOT_STARTED: Progress = {
  signalling: 'waiting',
  relays: 'waiting',
  path: 'waiting',
  packets: 'waiting',
  down: 'waiting',
  up: 'waiting',
  devices: 'waiting',
}

/**
 * Measures all and returns what it found, also when parts fail; throws only when `signal` stops it. Devices that are open
 * already are not opened a second time: what is `known` of them is told.
 */
export async function measure(
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
  known?: DeviceAccess,
): Promise<Findings> {
  const test = new ConnectionTest(bounded(signal, LIMIT), onProgress)
  await Promise.all([test.devices(known), test.network()])
  signal.throwIfAborted()
  return test.found
}

class ConnectionTest {
  found = NOTHING
  #progress = NOT_STARTED
  readonly #limit: AbortSignal
  readonly #onProgress: (progress: Progress) => void

  constructor(limit: AbortSignal, onProgress: (progress: Progress) => void) {
    this.#limit = limit
    this.#onProgress = onProgress
  }

  async devices(known?: DeviceAccess): Promise<void> {
    await this.#step('devices', async () => {
      const access = known ?? (await deviceAccess(this.#limit))
      this.#note(access)
      return access.camera === 'ok' && access.microphone === 'ok'
    })
  }

  async network(): Promise<void> {
    if (typeof RTCPeerConnection === 'undefined') this.#note({ pathFault: 'unsupported' })
    const servers = await this.#servers()
    await Promise.all([this.#signalling(), this.#relays(servers)])
    const path = await this.#path(iceServers(servers))
    if (path === null) return
    try {
      await this.#throughPath(path)
    } finally {
      await path.close()
    }
  }

  async #servers(): Promise<IceServer[]> {
    const asked = answer(
      http.GET('/api/connection-test/ice-servers', { signal: bounded(this.#limit, 5_000) }),
    )
    return asked.then(
      (answered) => answered.ice_servers,
      () => [],
    )
  }

  async #signalling(): Promise<void> {
    await this.#step('signalling', async () => {
      const signalling = await signallingRoundTrip(this.#limit)
      this.#note({ signalling })
      return signalling !== null
    })
  }

  async #relays(servers: IceServer[]): Promise<void> {
    await this.#step('relays', async () => {
      const [relayUdp, relayTcp] = await Promise.all([
        reachRelays(relaysOver('udp', servers), this.#limit),
        reachRelays(relaysOver('tcp', servers), this.#limit),
      ])
      this.#note({ relayUdp, relayTcp })
      return relayUdp !== 'failed' && relayTcp !== 'failed'
    })
  }

  async #path(servers: RTCIceServer[]): Promise<ServerPath | null> {
    let path: ServerPath | null = null
    await this.#step('path', async () => {
      const opened = await ServerPath.open(servers, this.#limit)
      if (opened instanceof ServerPath) path = opened
      else this.#note({ pathFault: opened })
      return path !== null
    })
    return path
  }

  /** The packets first: they feel what a stream leaves behind on a full line. The server's stream leaves most, so last. */
  async #throughPath(path: ServerPath): Promise<void> {
    await this.#step('packets', async () => {
      const figures = await path.packets(this.#limit)
      this.#note({ ...figures, route: await path.route(this.#limit) })
      return figures !== null && figures.loss < 1
    })
    await this.#step('up', async () => {
      const up = await path.up(this.#limit)
      this.#note({ up })
      return up !== null
    })
    await this.#step('down', async () => {
      const down = await path.down(this.#limit)
      this.#note({ down })
      return down !== null
    })
  }

  /** Runs one step; whatever it throws ends that step and no other. */
  async #step(step: Step, run: () => Promise<boolean>): Promise<void> {
    this.#tell(step, 'running')
    const well = await within(this.#limit, run()).catch(() => false)
    this.#tell(step, well ? 'done' : 'failed')
  }

  #tell(step: Step, state: StepState): void {
    this.#progress = { ...this.#progress, [step]: state }
    this.#onProgress(this.#progress)
  }

  #note(found: Partial<Findings>): void {
    this.found = { ...this.found, ...found }
  }
}
