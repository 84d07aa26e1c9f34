import { describe, expect, it } from 'vitest'
import { itemOf, missedItems } from './attention_items'

const caller = { id: 'c', name: 'Els' } as never

describe('what calls add to what asks attention (DSK-2)', () => {
  it('tells a visitor of the website from other calls', () => {
    expect(itemOf({ id: 'r', purpose: 'visit', caller })).toEqual({ id: 'r', kind: 'visitor', name: 'Els' })
    for (const purpose of ['call', 'transfer', 'add'] as const)
      expect(itemOf({ id: 'r', purpose, caller }).kind).toBe('call')
  })

  it('has missed calls only when there are some', () => {
    expect(missedItems(0)).toEqual([])
    expect(missedItems(2)).toEqual([{ id: 'missed', kind: 'missed_call', count: 2, href: '/oproepen' }])
  })
})
