/** When a visitor can have an appointment, as he reads it (BTN-4): pure. A day is "2026-11-23", a time "14:30". */
import type { FreeDay } from '@/protocol/types'

/** What was chosen. */
export interface Slot {
  day: string
  time: string
}

/** The days of one week, Monday first. */
type Week = FreeDay[]

/** Days that are sooner than this are soon (in days). */
const SOON = 7

/** The weeks in which there is a free day, in order; the others are passed over. */
export function weeksOf(days: FreeDay[]): Week[] {
  const weeks = new Map<string, Week>()
  for (const one of days) {
    const monday = mondayOf(one.day)
    weeks.set(monday, [...(weeks.get(monday) ?? []), one])
  }
  return [...weeks.values()]
}

/** "maandag 23 november" */
export function dayInWords(day: string, language: string): string {
  return format(day, language, { weekday: 'long', day: 'numeric', month: 'long' })
}

/** "maandag" and "23 november", for two lines. */
export function dayInParts(day: string, language: string): [weekday: string, date: string] {
  return [
    format(day, language, { weekday: 'long' }),
    format(day, language, { day: 'numeric', month: 'long' }),
  ]
}

/** Whether a day comes so soon that nothing needs to be said of it. */
export function isSoon(day: string, now = Date.now()): boolean {
  return Date.parse(day) - now < SOON * 86_400_000
}

/** Whether the clock of this browser shows another time than the one in which appointments are made. */
export function isElsewhere({ day, time }: Slot, zone?: string): boolean {
  const at = new Date(`${day}T${time}:00Z`)
  const shown = (timeZone?: string) =>
    new Intl.DateTimeFormat('nl-NL', { dateStyle: 'short', timeStyle: 'short', timeZone }).format(at)
  return shown(zone) !== shown('Europe/Amsterdam')
}

function format(day: string, language: string, parts: Intl.DateTimeFormatOptions): string {
  const locale = language === 'en' ? 'en-GB' : 'nl-NL'
  return new Intl.DateTimeFormat(locale, { ...parts, timeZone: 'UTC' }).format(Date.parse(day))
}

function mondayOf(day: string): string {
  const date = new Date(day)
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7))
  return date.toISOString().slice(0, 10)
}
