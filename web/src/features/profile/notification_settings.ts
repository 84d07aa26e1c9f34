/** The fields of Meldingen, apart from the screen (PRO-2). */
import type { MySettings } from '@/protocol/types'

export interface Choices {
  ring_sound: MySettings['ring_sound']
  browser_notifications: boolean
  mail_missed_calls: boolean
  quiet: boolean
  quiet_from: string
  quiet_until: string
}

export function choicesOf(settings: MySettings): Choices {
  const { ring_sound, browser_notifications, mail_missed_calls, quiet_from, quiet_until } = settings
  return {
    ring_sound,
    browser_notifications,
    mail_missed_calls,
    quiet: quiet_from !== null && quiet_until !== null,
    // A night, to begin with.
    quiet_from: quiet_from ?? '22:00',
    quiet_until: quiet_until ?? '07:00',
  }
}

export function settingsOf({ quiet, quiet_from, quiet_until, ...rest }: Choices): MySettings {
  return { ...rest, quiet_from: quiet ? quiet_from : null, quiet_until: quiet ? quiet_until : null }
}

/** What is wrong with the quiet hours, null when nothing is. */
export function quietFault({ quiet, quiet_from, quiet_until }: Choices): 'quiet_times' | 'quiet_same' | null {
  if (!quiet) return null
  const times = [quiet_from, quiet_until]
  if (!times.every((time) => /^([01][0-9]|2[0-3]):[0-5][0-9]$/.test(time))) return 'quiet_times'
  return quiet_from === quiet_until ? 'quiet_same' : null
}

export function differs(choices: Choices, settings: MySettings): boolean {
  const chosen = settingsOf(choices)
  return (Object.keys(chosen) as (keyof MySettings)[]).some((name) => chosen[name] !== settings[name])
}
