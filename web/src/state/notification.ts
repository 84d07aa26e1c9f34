/** Telling somebody who looks elsewhere, by a notification of the browser; and when not to disturb (PRO-2). */
import type { MySettings } from '@/protocol/types'

/** Shows a notification if the person wants those and is not looking at the window; null when it is not shown. */
export function notify(
  settings: Pick<MySettings, 'browser_notifications'> | null | undefined,
  words: string,
  options: NotificationOptions & { tag: string },
): Notification | null {
  if (!settings?.browser_notifications || typeof Notification === 'undefined') return null
  const looked = document.visibilityState === 'visible' && document.hasFocus()
  if (looked || Notification.permission !== 'granted') return null
  try {
    const shown = new Notification(words, options)
    shown.onclick = () => {
      window.focus()
      shown.close()
    }
    return shown
  } catch {
    // Telephones allow notifications from the worker only; the page itself shows and rings.
    return null
  }
}

/** Whether it is one of the person's quiet hours (PRO-2); they may go past midnight. */
export function isQuiet(
  { quiet_from, quiet_until }: Pick<MySettings, 'quiet_from' | 'quiet_until'>,
  now: Date,
): boolean {
  if (!quiet_from || !quiet_until) return false
  const time = `${String(now.getHours()).padStart(2, '0')}:${String(now.getMinutes()).padStart(2, '0')}`
  return quiet_from <= quiet_until
    ? time >= quiet_from && time < quiet_until
    : time >= quiet_from || time < quiet_until
}
