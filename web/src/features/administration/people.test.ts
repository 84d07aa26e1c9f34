import { describe, expect, it } from 'vitest'
import type { ListedPerson } from '@/protocol/types'
import { actsFor, type PersonState, STATES } from './people'

const person = (state: PersonState, two_factor = false) => ({ state, two_factor }) as ListedPerson

describe('ADM-1: what an administrator can do with whom', () => {
  it.each<[PersonState, string[]]>([
    ['invited', ['resend', 'withdraw', 'block']],
    ['expired', ['resend', 'withdraw', 'block']],
    ['withdrawn', ['resend', 'block']],
    ['active', ['block']],
    ['blocked', ['unblock']],
  ])('ACC-2: somebody who is %s', (state, acts) => {
    expect(actsFor(person(state), false)).toEqual(acts)
  })

  it('nobody blocks himself or takes his own second factor away here', () => {
    for (const state of STATES) expect(actsFor(person(state, true), true)).not.toContain('block')
    expect(actsFor(person('active', true), true)).toEqual([])
  })

  it('ACC-8: a second factor can be taken away when there is one', () => {
    expect(actsFor(person('active', true), false)).toEqual(['reset_two_factor', 'block'])
  })
})
