/** Tells the agent that a guest has arrived: by a sound, a notification and on the screen, once (WAI-2). */
import i18next from 'i18next'
import { devices } from '@/state/devices'
import { live } from '@/state/live'
import { isQuiet, notify } from '@/state/notification'
import { playArrival } from '@/state/ring_sound'
import { session } from '@/state/session'
import { toast } from '@/ui'
import type { Arrival } from './room'

export async function announceArrival({ guest }: Arrival): Promise<void> {
  await i18next.loadNamespaces('waiting_room')
  const words = i18next.t('waiting_room:arrived', { name: guest.name })
  // Over a call it would hide the buttons; who comes late to that very call is shown there (LateGuests).
  if (!live.inCall) toast(words)
  const settings = session.get().person?.settings
  const quiet = settings ? isQuiet(settings, new Date()) : false
  // Who is in a call sees it; a sound would go through his words.
  if (!quiet && !live.inCall && settings?.ring_sound !== 'none') playArrival(devices.get().ring_speaker)
  if (!quiet) notify(settings, words, { tag: `waiting-${guest.id}` })
}
