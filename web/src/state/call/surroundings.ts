/** What a ringing call does on this device besides its screen: sound, a notification, the title of the window. */
import i18next from 'i18next'
import type { MySettings, Ring } from '@/protocol/types'
import { devices } from '../devices'
import { isQuiet, notify } from '../notification'
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
        notification = ring ? tell(ring, settings()) : null
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

/** Tells of a call outside of the window, until it is answered. */
function tell(ring: Ring, settings: MySettings | null): Notification | null {
  return notify(settings, words(ring), {
    body: i18next.t('calls:incoming.notification'),
    tag: ring.id,
    requireInteraction: true,
    ...(ring.caller.photo ? { icon: ring.caller.photo } : {}),
  })
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
