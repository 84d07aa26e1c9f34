import { describe, expect, it } from 'vitest'
import { hoursOf, placed } from './week'

const span = (starts: number, ends: number) => ({ starts: starts * 60, ends: ends * 60 })

describe('APP-3: the week', () => {
  it('shows working hours, and more when there is more', () => {
    expect(hoursOf([])).toEqual({ starts: 480, ends: 1080 })
    expect(hoursOf([span(7.5, 8), span(19, 19.25)])).toEqual({ starts: 420, ends: 1200 })
    expect(hoursOf([span(23.75, 24)]).ends).toBe(1440)
  })

  it('puts what overlaps beside each other', () => {
    const lanes = placed([span(9, 11), span(10, 12), span(11, 12), span(13, 14)])
    expect(lanes.map(({ lane, lanes }) => [lane, lanes])).toEqual([
      [0, 2],
      [1, 2],
      [0, 2],
      [0, 1],
    ])
  })

  it('counts a short one as long as it is drawn', () => {
    const lanes = placed([span(9, 9.1), span(9.25, 10)])
    expect(lanes.map(({ lane, lanes }) => [lane, lanes])).toEqual([
      [0, 2],
      [1, 2],
    ])
  })
})
