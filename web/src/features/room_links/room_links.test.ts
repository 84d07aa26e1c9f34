import { describe, expect, it } from 'vitest'
import type { Ring, Room, RoomLink, Seat } from '@/protocol/types'
import { isFull, stateOf, waitingIn } from './room_links'

const NOON = '2026-11-21T12:00:00Z'

const link = (guest_id: string, arrived_at: string | null = null): RoomLink => ({
  id: `link of ${guest_id}`,
  guest_id,
  name: guest_id,
  email: '',
  url: '',
  until: NOON,
  arrived_at,
  mail_state: 'none',
  mail_reason: '',
  mail_said: '',
})

const seat = (person: string, state: Seat['state'] = 'joined') => ({ person: { id: person }, state }) as Seat
const ring = (callee: string, state: Ring['state']) => ({ callee: { id: callee }, state }) as Ring
const room = (seats: Seat[], rings: Ring[] = []) => ({ seats, rings }) as unknown as Room

const TWO = [seat('anna'), seat('bram')]

describe('a link into a call (CAL-11)', () => {
  it('is unopened, opened, and then its guest is inside', () => {
    expect(stateOf(link('omar'), room(TWO))).toBe('unopened')
    expect(stateOf(link('omar', NOON), room(TWO))).toBe('here')
    expect(stateOf(link('omar', NOON), room([...TWO, seat('omar')]))).toBe('inside')
    expect(stateOf(link('omar', NOON), room([...TWO, seat('omar', 'away')]))).toBe('inside')
    expect(stateOf(link('omar', NOON), room([...TWO, seat('omar', 'left')]))).toBe('here')
  })

  it('has its guest wait until he is called in', () => {
    const links = [link('omar', NOON), link('fatima'), link('karel', NOON)]
    expect(waitingIn(links, room(TWO))).toEqual([links[0], links[2]])
    expect(waitingIn(links, room(TWO, [ring('omar', 'ringing')]))).toEqual([links[2]])
    expect(waitingIn(links, room(TWO, [ring('omar', 'no_answer')]))).toEqual([links[0], links[2]])
  })

  it('lets nobody in where three are', () => {
    expect(isFull(room(TWO))).toBe(false)
    expect(isFull(room([...TWO, seat('carla', 'left')]))).toBe(false)
    expect(isFull(room([...TWO, seat('carla', 'away')]))).toBe(true)
  })
})
