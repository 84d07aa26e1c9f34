import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dragged, MAX_ZOOM, squareOf, WHOLE, zoomed } from './crop'

const sizes = fc.record({
  width: fc.integer({ min: 1, max: 9000 }),
  height: fc.integer({ min: 1, max: 9000 }),
})
const crops = fc.record({
  x: fc.double({ min: 0, max: 1, noNaN: true }),
  y: fc.double({ min: 0, max: 1, noNaN: true }),
  zoom: fc.double({ min: 1, max: MAX_ZOOM, noNaN: true }),
})

describe('PRO-1: the square that becomes the photo', () => {
  it('is the middle of a wide picture at first', () => {
    expect(squareOf({ width: 300, height: 100 }, WHOLE)).toEqual({ left: 100, top: 0, side: 100 })
  })

  it('lies within the picture whatever is done to it', () => {
    fc.assert(
      fc.property(sizes, crops, fc.double({ min: -5, max: 5, noNaN: true }), (size, crop, step) => {
        for (const next of [crop, dragged(size, crop, step, -step), zoomed(size, crop, step)]) {
          const { left, top, side } = squareOf(size, next)
          expect(left).toBeGreaterThanOrEqual(0)
          expect(top).toBeGreaterThanOrEqual(0)
          expect(left + side).toBeLessThanOrEqual(size.width + 1e-6)
          expect(top + side).toBeLessThanOrEqual(size.height + 1e-6)
        }
      }),
    )
  })

  it('follows the pointer: dragging to the right shows more of the left', () => {
    const size = { width: 300, height: 100 }
    const { left } = squareOf(size, dragged(size, WHOLE, 0.5, 0))
    expect(left).toBeCloseTo(50)
  })

  it('keeps its middle while it is enlarged', () => {
    const size = { width: 400, height: 300 }
    const before = squareOf(size, WHOLE)
    const after = squareOf(size, zoomed(size, WHOLE, 2))
    expect(after.side).toBeCloseTo(150)
    expect(after.left + after.side / 2).toBeCloseTo(before.left + before.side / 2)
    expect(after.top + after.side / 2).toBeCloseTo(before.top + before.side / 2)
  })
})
