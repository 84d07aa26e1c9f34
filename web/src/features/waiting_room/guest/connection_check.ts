/** The connection test of the waiting room, and what it and the devices tell the agent (WAI-6). */
import type { Findings } from '@/features/connection_test/verdict'
import { persistently } from '@/protocol/persistently'
import { Store } from '@/state/store'
import { browserName } from './browser'
import { deviceReport } from './device_report'
import { guest, ownMedia } from './guest_page'

export type ConnectionCheck =
  | { name: 'ready'; found: null }
  | { name: 'running'; found: null }
  | { name: 'ended'; found: Findings; at: Date }

export const connectionCheck = new Store<ConnectionCheck>({ name: 'ready', found: null })

/** By itself the test begins when the guest has sat down, and only when there is time before his hour (ms). */
const BEGINS_AFTER = 4_000
const NEEDS = 3 * 60_000

let running: AbortController | null = null
let begun = false

/** The test is loaded when it is needed: it is larger than the rest of the page. */
export const loadConnectionTest = () => persistently(() => import('@/features/connection_test'))

/** Tests the connection; the devices are open already. */
export async function checkConnection(): Promise<void> {
  running?.abort()
  const test = new AbortController()
  running = test
  connectionCheck.set({ name: 'running', found: null })
  const { camera, microphone } = ownMedia.get()
  try {
    const { measure } = await loadConnectionTest()
    const found = await measure(test.signal, () => {}, {
      camera: camera === 'on' || camera === 'off' ? 'ok' : camera,
      microphone: microphone === 'on' || microphone === 'off' ? 'ok' : microphone,
    })
    connectionCheck.set({ name: 'ended', found, at: new Date() })
  } catch {
    if (running === test) connectionCheck.set({ name: 'ready', found: null })
  }
}

guest.now.subscribe(() => {
  const { page, called } = guest.now.get()
  // The way is needed for the call.
  if (called) running?.abort()
  if (begun || page === null) return
  begun = true
  const left = Date.parse(page.appointment?.starts_at ?? '') - Date.parse(page.now)
  if (left > NEEDS) {
    setTimeout(() => {
      if (!guest.now.get().called && running === null) void checkConnection()
    }, BEGINS_AFTER)
  }
})

function report(): void {
  const own = ownMedia.get()
  const { page, stage, called } = guest.now.get()
  if (own.stream === null || page === null || stage !== 'waiting' || called) return
  guest.report(deviceReport(own, connectionCheck.get().found, browserName(navigator.userAgent)))
}

for (const store of [ownMedia, connectionCheck, guest.now]) store.subscribe(report)
