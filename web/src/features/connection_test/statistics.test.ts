import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jitter, median, rate } from './statistics'

describe('NET-1: the figures of a connection', () => {
  it('takes the middle of the round trips, whatever their order', () => {
    expect(median([])).toBeNull()
    expect(median([7])).toBe(7)
    expect(median([900, 20, 30])).toBe(30)
    expect(median([40, 10, 20, 30])).toBe(25)
  })

  it('has a median that half of the values reach and half do not pass', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1 }), (values) => {
        const middle = median(values) ?? Number.NaN
        const half = values.length / 2
        expect(values.filter((value) => value <= middle).length).toBeGreaterThanOrEqual(half)
        expect(values.filter((value) => value >= middle).length).toBeGreaterThanOrEqual(half)
      }),
    )
  })

  it('finds no jitter in an even stream, and that of RFC 3550 in an uneven one', () => {
    expect(jitter([30])).toBeNull()
    expect(jitter([30, 30, 30])).toBe(0)
    expect(jitter([30, 46])).toBe(1)
    expect(jitter([46, 30, 30])).toBeCloseTo(1 - 1 / 16)
  })

  it('counts what came within the window alone', () => {
    const arrivals = [
      { at: 0, bytes: 9_000 },
      { at: 500, bytes: 9_000 },
      { at: 501, bytes: 1_000 },
      { at: 1_500, bytes: 1_500 },
      { at: 1_501, bytes: 9_000 },
    ]
    expect(rate(arrivals, 500, 1_500)).toBe(20)
    expect(rate([], 500, 1_500)).toBe(0)
    expect(rate(arrivals, 500, 500)).toBeNull()
  })
})
