/** Dates as people type and read them: "21-11-2026", "21 nov", "morgen". Pure; a day is "2026-11-21". */

/** The first three letters of each month, Dutch and English; "maa" and "mrt" are both March. */
const MONTHS: string[][] = [
  ['jan'],
  ['feb'],
  ['maa', 'mrt', 'mar'],
  ['apr'],
  ['mei', 'may'],
  ['jun'],
  ['jul'],
  ['aug'],
  ['sep'],
  ['okt', 'oct'],
  ['nov'],
  ['dec'],
]

const WORDS: Record<string, number> = {
  vandaag: 0,
  today: 0,
  morgen: 1,
  tomorrow: 1,
  overmorgen: 2,
}

/** A weekday before the date says nothing new. */
const WEEKDAY = /^(?:ma|di|wo|do|vr|za|zo|mo|tu|we|th|fr|sa|su)[a-z]*\.?,?\s+(?=\d)/

/** Returns the day that was typed; null when it can not be understood. Without a year the next such day is meant. */
export function dayOf(text: string, today: string): string | null {
  const typed = text.trim().toLowerCase().replace(WEEKDAY, '')
  const ahead = WORDS[typed]
  if (ahead !== undefined) return addDays(today, ahead)
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed)
  if (iso) return valid(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const digits = /^(\d{1,2})[-/. ](\d{1,2})(?:[-/. ](\d{4}|\d{2}))?\.?$/.exec(typed)
  if (digits) return withYear(Number(digits[1]), Number(digits[2]), digits[3], today)
  const words = /^(\d{1,2})[. -]*([a-z]{3,})\.?[ -]*(\d{4})?$/.exec(typed)
  if (words) return withYear(Number(words[1]), monthOf(words[2] ?? ''), words[3], today)
  return null
}

/** "21-11-2026", as it stands in the field. */
export function fieldText(day: string): string {
  const [year, month, date] = day.split('-')
  return `${date}-${month}-${year}`
}

/** The days from the Monday of this day's week. */
export function weekOf(day: string): string[] {
  const monday = addDays(day, -((asDate(day).getUTCDay() + 6) % 7))
  return Array.from({ length: 7 }, (_, index) => addDays(monday, index))
}

export function addDays(day: string, count: number): string {
  const date = asDate(day)
  date.setUTCDate(date.getUTCDate() + count)
  return date.toISOString().slice(0, 10)
}

/** "maandag 23 november", with the year when it is another than today's. */
export function dayInWords(
  day: string,
  today: string,
  locale: string,
  weekday: 'long' | 'short' = 'long',
): string {
  return new Intl.DateTimeFormat(locale, {
    weekday,
    day: 'numeric',
    month: weekday === 'long' ? 'long' : 'short',
    ...(day.slice(0, 4) === today.slice(0, 4) ? {} : { year: 'numeric' }),
    timeZone: 'UTC',
  }).format(asDate(day))
}

/** The day and the minute of that day in the zone of all appointments, wherever this browser is. */
export function inZone(at: string | number): { day: string; minute: number } {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: 'Europe/Amsterdam',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(at))
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? ''
  const minute = Number(part('hour')) * 60 + Number(part('minute'))
  return { day: `${part('year')}-${part('month')}-${part('day')}`, minute }
}

/** "14:00" as minutes of the day. */
export function minuteOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return hours * 60 + minutes
}

/** Minutes of the day as "14:00". */
export function clockOf(minute: number): string {
  const hours = String(Math.floor(minute / 60)).padStart(2, '0')
  return `${hours}:${String(minute % 60).padStart(2, '0')}`
}

function monthOf(word: string): number {
  return MONTHS.findIndex((names) => names.some((name) => word.startsWith(name))) + 1
}

function withYear(date: number, month: number, year: string | undefined, today: string): string | null {
  if (year !== undefined) return valid(Number(year.length === 2 ? `20${year}` : year), month, date)
  const now = Number(today.slice(0, 4))
  // The next such day: 29 February may be years away.
  for (let later = 0; later <= 8; later += 1) {
    const found = valid(now + later, month, date)
    if (found !== null && found >= today) return found
  }
  return null
}

function valid(year: number, month: number, date: number): string | null {
  const made = new Date(Date.UTC(year, month - 1, date))
  const same = made.getUTCMonth() === month - 1 && made.getUTCDate() === date && year >= 1900
  return same ? made.toISOString().slice(0, 10) : null
}

function asDate(day: string): Date {
  return new Date(`${day}T00:00:00Z`)
}
