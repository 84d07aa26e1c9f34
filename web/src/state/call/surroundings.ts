/** What a ringing call does on this device besides its screen: sound, a notification, the title of the window. */
import i18next from 'i18next'
import type { MySettings, Ring } from '@/protocol/types'
import { devices } from '../devices'
import { playHold, playRing, playRingback } from '../ring_sound'
import type { Surroundings } from './controller'
import { incomingWords } from './incoming_words'

/** `settings` gives those of who uses this tab; a guest has none. */
export function surroundings(settings: () => MySettings | null): Surroundings {
  let sounding: { of: string; stop: () => void } | null = null
  let notification: Notification | null = null
  let title: string | null = null

  return {
    show({ incoming, calling, onHold }) {
      const ring = incoming[0]
      const of = ring?.id ?? (calling ? 'ringback' : onHold ? 'hold' : null)
      if (sounding?.of !== of) {
        sounding?.stop()
        sounding = of === null ? null : { of, stop: play(ring !== undefined, calling, settings()) }
        notification?.close()
        notification = ring ? notify(ring, settings()) : null
      }
      title = ring ? announce(ring, title) : restore(title)
    },
  }
}

function play(rings: boolean, calling: boolean, settings: MySettings | null): () => void {
  const { speaker } = devices.get()
  if (rings) return ringTone(settings)
  return calling ? playRingback(speaker) : playHold(speaker)
}

function ringTone(settings: MySettings | null): () => void {
  const quiet = settings ? isQuiet(settings, new Date()) : false
  return playRing(quiet ? 'none' : (settings?.ring_sound ?? 'classic'), devices.get().ring_speaker)
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

/** Tells of a call outside of the window, if the person wants that and is not looking at it. */
function notify(ring: Ring, settings: MySettings | null): Notification | null {
  if (!settings?.browser_notifications || typeof Notification === 'undefined') return null
  if (
    Notification.permission !== 'granted' ||
    (document.visibilityState === 'visible' && document.hasFocus())
  )
    return null
  try {
    const shown = new Notification(words(ring), {
      body: i18next.t('calls:incoming.notification'),
      tag: ring.id,
      requireInteraction: true,
      ...(ring.caller.photo ? { icon: ring.caller.photo } : {}),
    })
    shown.onclick = () => {
      window.focus()
      shown.close()
    }
    return shown
  } catch {
    // Telephones allow notifications from the worker only; the page itself rings.
    return null
  }
}

function announce(ring: Ring, before: string | null): string {
  const kept = before ?? document.title
  document.title = `📞 ${words(ring)}`
  return kept
}

function restore(before: string | null): null {
  if (before !== null) document.title = before
  return null
}

function words(ring: Ring): string {
  const { key, values } = incomingWords(ring)
  return i18next.t(`calls:${key}`, values)
}
