/** Dates, times and durations as people write them. */
import i18next from 'i18next'

function locale(): string {
  return i18next.language === 'en' ? 'en-GB' : 'nl-NL'
}

/** "14:05" */
export function formatTime(at: string | Date): string {
  return new Intl.DateTimeFormat(locale(), { hour: '2-digit', minute: '2-digit' }).format(new Date(at))
}

/** "vandaag", "gisteren", "maandag 3 november", with the year when it is another. */
export function formatDay(at: string | Date, now = new Date()): string {
  const date = new Date(at)
  const days = Math.round((midnight(date) - midnight(now)) / 86_400_000)
  if (days === 0 || days === -1 || days === 1)
    return new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' }).format(days, 'day')
  return new Intl.DateTimeFormat(locale(), {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(date.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' }),
  }).format(date)
}

/** "vandaag 14:05" */
export function formatDateTime(at: string | Date): string {
  return `${formatDay(at)} ${formatTime(at)}`
}

/** "4 min 12 s" */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor((whole % 3600) / 60)
  if (hours > 0) return `${hours} ${locale() === 'nl-NL' ? 'u' : 'h'} ${minutes} min`
  return minutes > 0 ? `${minutes} min ${whole % 60} s` : `${whole} s`
}

/** "04:12", from an hour on "1:04:12". */
export function formatClock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const minutes = String(Math.floor((whole % 3600) / 60)).padStart(2, '0')
  const rest = String(whole % 60).padStart(2, '0')
  return whole >= 3600 ? `${Math.floor(whole / 3600)}:${minutes}:${rest}` : `${minutes}:${rest}`
}

function midnight(date: Date): number {
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate())
}
