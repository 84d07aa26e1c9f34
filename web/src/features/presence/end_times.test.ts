import { describe, expect, it } from 'vitest'
import { endOf } from './end_times'

describe('the end of a choice (PRE-1)', () => {
  const now = new Date('2026-11-20T21:15:00')

  it('PRE-1: ends after half an hour, an hour, or with the day', () => {
    expect(endOf('half_hour', null, now)).toBe(new Date('2026-11-20T21:45:00').toISOString())
    expect(endOf('hour', null, now)).toBe(new Date('2026-11-20T22:15:00').toISOString())
    expect(endOf('today', null, now)).toBe(new Date('2026-11-21T00:00:00').toISOString())
  })

  it('PRE-1: never ends, or when it was to end before', () => {
    expect(endOf('never', '2026-11-20T23:00:00Z', now)).toBeNull()
    expect(endOf('keep', '2026-11-20T23:00:00Z', now)).toBe('2026-11-20T23:00:00Z')
  })
})
