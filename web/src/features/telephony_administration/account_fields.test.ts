import { describe, expect, it } from 'vitest'
import type { ListedPerson } from '@/protocol/types'
import { accountOf, isMost, matching, staffOf } from './account_fields'

const person = (id: string, change: Partial<ListedPerson> = {}) =>
  ({ id, name: id, email: `${id}@voorbeeld.test`, role: 'agent', state: 'active', ...change }) as ListedPerson

describe('CNF-1: the fields of a conference account', () => {
  it('what is left empty is made by the server', () => {
    const typed = {
      name: 'Teamoverleg',
      number_id: 'n',
      conference_number: '',
      moderator_pin: ' ',
      most: '10',
    }
    expect(accountOf(typed, 'music', new Set(['anna']))).toEqual({
      name: 'Teamoverleg',
      number_id: 'n',
      conference_number: '',
      moderator_pin: '',
      participant_pin: '',
      most: 10,
      waiting: 'music',
      moderators: ['anna'],
    })
  })

  it('digits may be typed in groups; what is no digit is left for the server to refuse', () => {
    const typed = { conference_number: '12 34-56', moderator_pin: '98.76', participant_pin: '12a4' }
    expect(accountOf(typed, 'music', new Set())).toMatchObject({
      conference_number: '123456',
      moderator_pin: '9876',
      participant_pin: '12a4',
    })
  })

  it.each(['', '1', '101', '2.5', 'tien', '-3'])('%j people can not confer', (most) => {
    expect(isMost(most)).toBe(false)
  })

  it.each(['2', '10', ' 100 '])('%j people can', (most) => {
    expect(isMost(most)).toBe(true)
  })
})

describe('CNF-1: who can lead a conference', () => {
  it('staff that can sign in, and who was chosen before', () => {
    const people = [
      person('anna', { role: 'administrator' }),
      person('bram', { state: 'invited' }),
      person('els', { role: 'client' }),
      person('frits', { state: 'blocked' }),
      person('gerda', { state: 'withdrawn' }),
    ]
    expect(staffOf(people, new Set(['gerda'])).map(({ id }) => id)).toEqual(['anna', 'bram', 'gerda'])
  })

  it('is found by parts of the name and the address', () => {
    const people = [person('bram', { name: 'Bram Jansen' }), person('carla', { name: 'Carla Mendes' })]
    expect(matching(people, 'jan BR').map(({ id }) => id)).toEqual(['bram'])
    expect(matching(people, 'carla@').map(({ id }) => id)).toEqual(['carla'])
    expect(matching(people, ' ')).toEqual(people)
    expect(matching(people, 'x')).toEqual([])
  })
})
