import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import { dateInWords, timeInWords, timeLeft } from './when'

describe('the hour of an appointment', () => {
  beforeAll(async () => {
    await i18next.init({ lng: 'nl', resources: {} })
  })

  it('is said in Dutch words (WAI-1)', () => {
    expect(dateInWords('2026-11-21T13:00:00Z')).toBe('zaterdag 21 november 2026')
    expect(timeInWords('2026-11-21T13:00:00Z')).toBe('14:00')
  })

  it('is that of the Netherlands, in summer too', () => {
    expect(timeInWords('2026-07-01T12:00:00Z')).toBe('14:00')
    expect(dateInWords('2026-10-31T23:30:00Z')).toBe('zondag 1 november 2026')
  })
})

describe('how long still', () => {
  const MINUTE = 60_000
  it.each([
    [-1, { key: 'now' }],
    [0, { key: 'now' }],
    [1, { key: 'soon' }],
    [MINUTE - 1, { key: 'soon' }],
    [MINUTE, { key: 'minutes', count: 1 }],
    [9 * MINUTE + 1, { key: 'minutes', count: 10 }],
    [59 * MINUTE, { key: 'minutes', count: 59 }],
    [60 * MINUTE, { key: 'whole_hours', count: 1 }],
    [150 * MINUTE, { key: 'hours', hours: 2, minutes: 30 }],
    [24 * 60 * MINUTE, { key: 'days', count: 1 }],
    [60 * 60 * MINUTE, { key: 'days', count: 3 }],
  ])('after %i ms is said as %o', (ms, said) => expect(timeLeft(ms)).toEqual(said))
})
