import { describe, expect, it } from 'vitest'
import { placed, stepped } from './order'

const keys = ['a', 'b', 'c', 'd']

describe('the order of the favourites', () => {
  it('CON-4: puts what was dragged before or behind another', () => {
    expect(placed(keys, new Set(['d']), 'b', 'before')).toEqual(['a', 'd', 'b', 'c'])
    expect(placed(keys, new Set(['a']), 'c', 'after')).toEqual(['b', 'c', 'a', 'd'])
    expect(placed(keys, new Set(['c', 'a']), 'd', 'after')).toEqual(['b', 'd', 'a', 'c'])
  })

  it('CON-4: moves one place at a time, and no further than the end', () => {
    expect(stepped(keys, 'c', -1)).toEqual(['a', 'c', 'b', 'd'])
    expect(stepped(keys, 'c', 1)).toEqual(['a', 'b', 'd', 'c'])
    expect(stepped(keys, 'a', -1)).toEqual(keys)
    expect(stepped(keys, 'd', 1)).toEqual(keys)
  })
})
