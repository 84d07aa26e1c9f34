import { describe, expect, it } from 'vitest'
import { addDays, clockOf, dayInWords, dayOf, fieldText, inZone, minuteOf, weekOf } from './date_text'

const TODAY = '2026-11-21'

describe('APP-1: dates as they are typed', () => {
  it.each([
    ['21-11-2026', '2026-11-21'],
    ['1/12/2026', '2026-12-01'],
    ['1.12.26', '2026-12-01'],
    ['2026-12-01', '2026-12-01'],
    ['21 nov', '2026-11-21'],
    ['20 nov', '2027-11-20'],
    ['ma 23 november', '2026-11-23'],
    ['maandag 1 maart 2027', '2027-03-01'],
    ['1 mrt 2027', '2027-03-01'],
    ['3 October', '2027-10-03'],
    ['3-1', '2027-01-03'],
    ['29 feb', '2028-02-29'],
    ['Vandaag', '2026-11-21'],
    ['morgen', '2026-11-22'],
    [' overmorgen ', '2026-11-23'],
  ])('%j is %s', (typed, day) => {
    expect(dayOf(typed, TODAY)).toBe(day)
  })

  it.each(['', 'straks', '31-02-2026', '12', '2026-13-01', '1 foo', '32 nov', '0-0-2026', '1-1-1'])(
    '%j is none',
    (typed) => {
      expect(dayOf(typed, TODAY)).toBeNull()
    },
  )

  it('stand in the field as people write them', () => {
    expect(fieldText('2026-11-03')).toBe('03-11-2026')
    expect(dayOf(fieldText('2026-11-03'), TODAY)).toBe('2026-11-03')
  })
})

describe('days and times', () => {
  it('a week begins on Monday', () => {
    expect(weekOf('2026-11-22')[0]).toBe('2026-11-16')
    expect(weekOf('2026-11-23')).toHaveLength(7)
    expect(weekOf('2026-11-23')[0]).toBe('2026-11-23')
  })

  it('days go over the end of months and the change of the clock', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(addDays('2027-03-28', 1)).toBe('2027-03-29')
    expect(addDays('2027-03-01', -1)).toBe('2027-02-28')
  })

  it('names the year only when it is another', () => {
    expect(dayInWords('2026-11-23', TODAY, 'nl-NL')).toBe('maandag 23 november')
    expect(dayInWords('2027-01-04', TODAY, 'nl-NL')).toBe('maandag 4 januari 2027')
  })

  it('a moment is of the clock in Amsterdam', () => {
    expect(inZone('2026-11-21T23:30:00Z')).toEqual({ day: '2026-11-22', minute: 30 })
    expect(inZone('2027-07-01T12:00:00Z')).toEqual({ day: '2027-07-01', minute: 14 * 60 })
  })

  it('minutes of the day there and back', () => {
    expect(minuteOf('14:05')).toBe(845)
    expect(clockOf(845)).toBe('14:05')
  })
})
