import { describe, expect, it } from 'vitest'
import type { WaitingGuest, WaitingRoom } from '@/protocol/types'
import { arrivals, itemsOf, waitingOf, withGuest } from './room'

const guest = (id: string, values: Partial<WaitingGuest> = {}): WaitingGuest => ({
  id,
  name: id,
  arrived_at: null,
  in_call: false,
  report: null,
  telephone: null,
  messages: [],
  ...values,
})

const room = (...guests: WaitingGuest[]): WaitingRoom => ({
  appointments: [
    {
      id: 'one',
      subject: 'Intake',
      note: '',
      starts_at: '2026-11-21T13:00:00Z',
      ends_at: '2026-11-21T13:30:00Z',
      urgent: false,
      guests,
    },
  ],
})

const NOON = '2026-11-21T12:00:00Z'
const LATER = '2026-11-21T12:30:00Z'

describe('the waiting room (WAI-2)', () => {
  it('takes over the new state of a guest, and of no other', () => {
    const after = withGuest(room(guest('a'), guest('b')), 'one', guest('b', { arrived_at: NOON }))
    expect(after).toEqual(room(guest('a'), guest('b', { arrived_at: NOON })))
  })

  it('does not know a guest of another day', () => {
    expect(withGuest(room(guest('a')), 'two', guest('c'))).toBeNull()
    expect(withGuest(room(guest('a')), 'one', guest('c'))).toBeNull()
  })

  it('tells of each arrival once', () => {
    const empty = room(guest('a'))
    const there = room(guest('a', { arrived_at: NOON }))
    const withReport = room(
      guest('a', { arrived_at: NOON, report: { level: 'good', reasons: [], browser: '' } }),
    )
    expect(arrivals(empty, there).map(({ guest }) => guest.id)).toEqual(['a'])
    expect(arrivals(there, withReport)).toEqual([])
    expect(arrivals(there, empty)).toEqual([])
    expect(arrivals(there, room(guest('a', { arrived_at: LATER }))).map(({ guest }) => guest.id)).toEqual([
      'a',
    ])
  })

  it('counts who waits, and not who is in a call', () => {
    const guests = [
      guest('a', { arrived_at: NOON }),
      guest('b', { arrived_at: NOON, in_call: true }),
      guest('c'),
    ]
    expect(waitingOf(guests).map(({ id }) => id)).toEqual(['a'])
    expect(itemsOf(room(...guests))).toHaveLength(1)
  })
})

describe('who wants to be called on the telephone', () => {
  it('WAI-5: can be called in though his page is closed, as long as he waits for that', () => {
    const wish = { number: '06 12345678', state: 'waiting' } as const
    expect(waitingOf([guest('fatima', { telephone: wish })])).toHaveLength(1)
    expect(waitingOf([guest('fatima', { telephone: { ...wish, state: 'busy' } })])).toHaveLength(0)
    expect(waitingOf([guest('fatima', { telephone: wish, in_call: true })])).toHaveLength(0)
  })
})
