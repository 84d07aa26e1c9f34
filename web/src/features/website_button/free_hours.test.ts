import { describe, expect, it } from 'vitest'
import { dayInParts, dayInWords, isElsewhere, isSoon, weeksOf } from './free_hours'

const free = (...days: string[]) => days.map((day) => ({ day, times: ['10:00'] }))
const names = (...days: string[]) => weeksOf(free(...days)).map((week) => week.map(({ day }) => day))

describe('BTN-4: when a visitor can have an appointment', () => {
  it('comes by weeks from Monday on, and passes over those without a free day', () => {
    expect(names('2026-11-27', '2026-11-29', '2026-11-30', '2026-12-14')).toEqual([
      ['2026-11-27', '2026-11-29'],
      ['2026-11-30'],
      ['2026-12-14'],
    ])
    expect(names('2026-12-31', '2027-01-01', '2027-01-04')).toEqual([
      ['2026-12-31', '2027-01-01'],
      ['2027-01-04'],
    ])
    // The weeks in which the clock changes have seven days too.
    expect(names('2027-03-22', '2027-03-28', '2027-03-29')).toHaveLength(2)
    expect(weeksOf([])).toEqual([])
  })

  it('is read in Dutch and English, as the same day wherever the browser is', () => {
    expect(dayInWords('2026-11-23', 'nl')).toBe('maandag 23 november')
    expect(dayInWords('2026-11-23', 'en')).toBe('Monday 23 November')
    expect(dayInParts('2026-11-23', 'nl')).toEqual(['maandag', '23 november'])
  })

  it('is said when the first day is not soon', () => {
    const now = Date.parse('2026-11-21T12:00:00Z')
    expect(isSoon('2026-11-23', now)).toBe(true)
    expect(isSoon('2026-11-28', now)).toBe(true)
    expect(isSoon('2026-11-30', now)).toBe(false)
  })

  it('names the zone of the times where the clock shows another', () => {
    const slot = { day: '2026-11-23', time: '10:00' }
    expect(isElsewhere(slot, 'Europe/Amsterdam')).toBe(false)
    expect(isElsewhere(slot, 'Europe/Brussels')).toBe(false)
    expect(isElsewhere(slot, 'Europe/London')).toBe(true)
    expect(isElsewhere(slot, 'America/Paramaribo')).toBe(true)
  })
})
