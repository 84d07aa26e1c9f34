/** Whether this browser may show notifications. */
import { Store } from '@/state/store'

export type BrowserPermission = 'granted' | 'denied' | 'default' | 'unsupported'

function present(): BrowserPermission {
  return 'Notification' in globalThis ? Notification.permission : 'unsupported'
}

export const browserPermission = new Store<BrowserPermission>(present())

/** Asks the user, which browsers allow only after a click; tells what he answered. */
export async function askPermission(): Promise<BrowserPermission> {
  if (present() !== 'unsupported') await Notification.requestPermission()
  browserPermission.set(present())
  return browserPermission.get()
}

/** Follows what the user changes in the browser's own settings until the returned function is called. */
export function followPermission(): () => void {
  browserPermission.set(present())
  const ended = new AbortController()
  void follow(ended.signal)
  return () => ended.abort()
}

async function follow(signal: AbortSignal): Promise<void> {
  try {
    const status = await navigator.permissions.query({ name: 'notifications' })
    status.addEventListener('change', () => browserPermission.set(present()), { signal })
  } catch {
    // Some browsers do not know this question; what was changed is seen when the page is opened anew.
  }
}

/** Shows an example; false when the browser would not. */
export async function showExample(title: string, body: string): Promise<boolean> {
  try {
    const options = { body, tag: 'example' }
    const worker = await navigator.serviceWorker?.getRegistration()
    if (worker) await worker.showNotification(title, options)
    else new Notification(title, options).addEventListener('click', () => globalThis.focus())
    return true
  } catch {
    return false
  }
}
