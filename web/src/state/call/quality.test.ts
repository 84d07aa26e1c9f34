import { describe, expect, it } from 'vitest'
import { follow, judge, ladder, nextRung, type Sample, UNKNOWN, weakSide } from './quality'

const fine: Sample = { lossIn: 0, lossOut: 0, roundTrip: 0.04, jitter: 0.01, available: 3e6, limited: false }

describe('quality (NET-3)', () => {
  it.each([
    [{}, 'good'],
    [{ lossIn: 0.029 }, 'good'],
    [{ lossIn: 0.03 }, 'fair'],
    [{ lossOut: 0.1 }, 'poor'],
    [{ roundTrip: 0.35 }, 'fair'],
    [{ roundTrip: 0.7 }, 'poor'],
    [{ jitter: 0.12 }, 'poor'],
    [{ lossIn: null, lossOut: null, roundTrip: null, jitter: null }, 'good'],
  ] as const)('NET-3: judges %o as %s', (change, quality) => {
    expect(judge({ ...fine, ...change })).toBe(quality)
  })

  it('NET-3: shows a worse quality after two samples and a better one after four', () => {
    const bad = { ...fine, lossIn: 0.3 }
    let judged = follow(UNKNOWN, bad)
    expect(judged.quality).toBe('good')
    judged = follow(judged, bad)
    expect(judged.quality).toBe('poor')
    for (const expected of ['poor', 'poor', 'poor', 'good']) {
      judged = follow(judged, fine)
      expect(judged.quality).toBe(expected)
    }
  })

  it('NET-3: says whose connection is weak', () => {
    expect(weakSide(fine, true)).toBeNull()
    expect(weakSide({ ...fine, lossIn: 0.2 }, false)).toBe('them')
    expect(weakSide({ ...fine, lossOut: 0.2 }, false)).toBe('me')
    expect(weakSide({ ...fine, lossIn: 0.2, limited: true }, false)).toBe('me')
    expect(weakSide({ ...fine, lossOut: 0.2 }, true)).toBe('them')
  })

  it('NET-3: gives up the picture step by step and gives it back slowly', () => {
    const rungs = ladder(2).length
    let footing = { rung: 0, good: 0 }
    for (let sample = 0; sample < 10; sample += 1)
      footing = nextRung(footing, { ...fine, lossOut: 0.3 }, rungs)
    expect(ladder(2)[footing.rung]).toBeNull()
    for (let sample = 0; sample < 8; sample += 1) footing = nextRung(footing, fine, rungs)
    expect(footing.rung).toBe(rungs - 2)
  })

  it('NET-3: keeps the picture when only the way in is bad', () => {
    expect(nextRung({ rung: 0, good: 0 }, { ...fine, lossIn: 0.3, jitter: 0.3 }, 5).rung).toBe(0)
  })

  it('CAL-13: sends less to each in a room of three', () => {
    expect(ladder(2)[0]?.maxBitrate).toBe(1_500_000)
    expect(ladder(3)[0]?.maxBitrate).toBe(600_000)
  })
})
