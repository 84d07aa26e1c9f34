/** Registers the service worker (src/sw.ts) and lets a new version take over when nobody is in a call. */
import i18next from 'i18next'
import { toast } from '@/ui'

/** A window that stays open for days looks for a new version this often (ms). */
const LOOK_EVERY = 30 * 60_000

interface Options {
  /** Whether this window is in a call, also one that still rings. */
  isInCall: () => boolean
}

export function registerServiceWorker({ isInCall }: Options): void {
  if (!('serviceWorker' in navigator)) return
  const { serviceWorker } = navigator
  const wasControlled = serviceWorker.controller !== null
  serviceWorker.addEventListener('message', ({ data, ports }) => {
    if ((data as { type?: unknown } | null)?.type === 'in_call?') ports[0]?.postMessage(isInCall())
  })
  serviceWorker.addEventListener('controllerchange', () => {
    if (wasControlled) offerReload()
  })
  serviceWorker.register('/sw.js').then(
    (registration) => follow(registration, isInCall),
    // Without it the app works as well, only not without the server; some browsers forbid it in private windows.
    () => {},
  )
}

function follow(registration: ServiceWorkerRegistration, isInCall: () => boolean): void {
  const letTakeOver = () => {
    if (!isInCall()) registration.waiting?.postMessage({ type: 'activate' })
  }
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', letTakeOver)
  })
  const look = () => {
    letTakeOver()
    registration.update().catch(() => {})
  }
  setInterval(look, LOOK_EVERY)
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && look())
  letTakeOver()
}

/** The window goes on with the files of its own version; who likes to has the new one at once. */
function offerReload(): void {
  toast(i18next.t('shell:update_ready'), {
    action: { label: i18next.t('shell:update_now'), onPress: () => location.reload() },
    seconds: 60,
  })
}
