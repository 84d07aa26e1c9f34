/** The hour of an appointment in words; an appointment is in the Netherlands, wherever its guest is. */
import i18next from 'i18next'

const ZONE = 'Europe/Amsterdam'

function locale(): string {
  return i18next.language === 'en' ? 'en-GB' : 'nl-NL'
}

/** "zaterdag 21 november 2026" */
export function dateInWords(at: string | Date): string {
  return new Intl.DateTimeFormat(locale(), {
    timeZone: ZONE,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  }).format(new Date(at))
}

/** "14:00" */
export function timeInWords(at: string | Date): string {
  return new Intl.DateTimeFormat(locale(), { timeZone: ZONE, hour: '2-digit', minute: '2-digit' }).format(
    new Date(at),
  )
}

/** Whether this device's clock shows another time than one in the Netherlands. */
export function isAbroad(at: string | Date): boolean {
  const here = new Intl.DateTimeFormat(locale(), { hour: '2-digit', minute: '2-digit' }).format(new Date(at))
  return here !== timeInWords(at)
}

export type TimeLeft =
  | { key: 'days' | 'minutes'; count: number }
  | { key: 'hours'; hours: number; minutes: number }
  | { key: 'whole_hours'; count: number }
  | { key: 'soon' | 'now' }

/** How long still, in the words that fit; minutes are counted down to zero. */
export function timeLeft(ms: number): TimeLeft {
  const minutes = Math.ceil(ms / 60_000)
  if (ms <= 0) return { key: 'now' }
  if (ms < 60_000) return { key: 'soon' }
  if (minutes < 60) return { key: 'minutes', count: minutes }
  if (minutes < 24 * 60 && minutes % 60 === 0) return { key: 'whole_hours', count: minutes / 60 }
  if (minutes < 24 * 60) return { key: 'hours', hours: Math.floor(minutes / 60), minutes: minutes % 60 }
  return { key: 'days', count: Math.round(minutes / (24 * 60)) }
}
