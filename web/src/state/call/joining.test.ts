import { describe, expect, it } from 'vitest'
import type { Room } from '@/protocol/types'
import { ME, person, ring, room, seat, TAB } from './fixtures'
import { news, successors, together } from './joining'
import { type Effect, type Event, initial, type State, step } from './machine'
import { partners } from './outcome'
import type { JoinCommand, Notice } from './types'

const seats = [seat('s1', ME), seat('s2', 'fatima', { guest: true })]
const open = room({
  version: 2,
  state: 'open',
  connected_at: '2026-11-21T10:00:05Z',
  countdown: false,
  seats,
  rings: [ring('r1', ME, 'fatima', { state: 'accepted', client: 'fatima-tab' })],
})
const rung = (purpose: 'add' | 'transfer' | 'consult', values: Partial<Room> = {}): Room => ({
  ...open,
  version: 3,
  rings: [...open.rings, ring('r2', ME, 'carla', { purpose })],
  ...values,
})
const of = (...others: Room['seats']): Room => ({ ...open, version: 4, seats: [...seats, ...others] })

type Unstamped = Event extends infer E ? (E extends Event ? Omit<E, 'at'> : never) : never

function play(...events: Unstamped[]): { state: State; effects: Effect[]; told: Notice[] } {
  let state = initial(ME, TAB)
  let effects: Effect[] = []
  const told: Notice[] = []
  for (const event of events) {
    ;[state, effects] = step(state, { ...event, at: 1_000 } as Event)
    for (const effect of effects) if (effect.do === 'tell') told.push(effect.notice)
  }
  return { state, effects, told }
}

const talking: Unstamped[] = [
  { type: 'start', people: [person('fatima')], media: 'video' },
  { type: 'answered', attempt: 1, room: open },
]
const command: JoinCommand = {
  do: 'bring_in',
  way: 'transfer',
  whom: { person: person('carla') },
  note: 'Over de brief',
}
const ask: Unstamped = { type: 'join', command }

describe('asking somebody into a call', () => {
  it('CAL-9: asks once, however often the button is pressed', () => {
    expect(play(...talking, ask).effects).toEqual([{ do: 'join', asked: 1, room: 'room', command }])
    expect(play(...talking, ask, ask).effects).toEqual([])
  })

  it('CAL-9: may ask again after an answer or a refusal', () => {
    const answered: Unstamped = { type: 'join_answered', asked: 1, room: rung('transfer') }
    expect(play(...talking, ask, answered).state.room?.version).toBe(3)
    expect(play(...talking, ask, answered, ask).effects).toHaveLength(1)
    const refused: Unstamped = { type: 'join_refused', asked: 1, message: 'Dat kan nu niet.' }
    const { state, told } = play(...talking, ask, refused)
    expect(told).toEqual([{ kind: 'refused', message: 'Dat kan nu niet.' }])
    expect([state.phase, state.asking, state.room]).toEqual(['talking', null, open])
  })

  it('says nothing of a refusal when the call is over', () => {
    const { told } = play(
      ...talking,
      ask,
      { type: 'hang_up' },
      { type: 'join_refused', asked: 1, message: '' },
    )
    expect(told).toEqual([])
  })

  it('asks nothing without a call', () => {
    expect(play(ask).effects).toEqual([])
  })

  it.each(['declined', 'busy', 'no_answer', 'cancelled', 'failed'] as const)(
    'CAL-9 to CAL-11: tells that it was %s, and with whom one talks on',
    (state) => {
      for (const purpose of ['add', 'transfer', 'consult'] as const) {
        const over = rung(purpose, {
          version: 4,
          rings: [...open.rings, ring('r2', ME, 'carla', { purpose, state })],
        })
        const expected = {
          kind: 'in_vain',
          state,
          person: person('carla'),
          others: [person('fatima')],
        } as Notice
        expect(news(rung(purpose), over, ME)).toEqual([expected])
        // Who is busy is in the first answer already.
        expect(news(open, over, ME)).toEqual([expected])
        expect(news(over, over, ME)).toEqual([])
        expect(news(rung(purpose), over, 'fatima')).toEqual([])
        expect(news(rung(purpose), { ...over, state: 'ended' }, ME)).toEqual([])
      }
    },
  )

  it('does not count who never came among the partners', () => {
    const declined = rung('transfer', {
      rings: [...open.rings, ring('r2', ME, 'carla', { purpose: 'transfer', state: 'declined' })],
    })
    const { state } = play(...talking, { type: 'room_changed', room: declined })
    expect(partners(state).map(({ id }) => id)).toEqual(['fatima'])
  })
})

describe('joining a call that goes on', () => {
  const incoming = (values: Parameters<typeof ring>[3]) => ring('r2', 'anna', ME, values)
  const joined = (values: Parameters<typeof ring>[3], ...others: string[]) => {
    const known = incoming(values)
    const here = others.map((who, index) => seat(`s${index + 5}`, who))
    return play(
      { type: 'ring_started', ring: known },
      { type: 'accept', ring: 'r2' },
      { type: 'answered', attempt: 1, room: { ...open, countdown: true, seats: [...here, seat('s1', ME)] } },
    ).state.phase
  }

  it('CAL-5: has no countdown; a first connection has one', () => {
    for (const purpose of ['add', 'transfer', 'consult'] as const)
      expect(joined({ purpose }, 'anna', 'fatima')).toBe('talking')
    expect(joined({ purpose: 'appointment' }, 'anna')).toBe('countdown')
    expect(joined({ purpose: 'appointment' }, 'anna', 'fatima')).toBe('talking')
    expect(joined({ purpose: 'visit' }, 'fatima')).toBe('countdown')
    expect(joined({ purpose: 'call' }, 'anna', 'fatima')).toBe('countdown')
  })

  it('BTN-3: says that a colleague was first, without a screen of its own', () => {
    const visit = incoming({ purpose: 'visit' })
    const { state, told } = play(
      { type: 'ring_started', ring: visit },
      { type: 'ring_ended', ring: { ...visit, state: 'taken' } },
    )
    expect(told).toEqual([{ kind: 'taken' }])
    expect(state.phase).toBe('idle')
  })

  it('BTN-3: says so to who accepts a moment too late', () => {
    const { state } = play(
      { type: 'ring_started', ring: incoming({ purpose: 'visit' }) },
      { type: 'accept', ring: 'r2' },
      { type: 'refused', attempt: 1, message: 'Een collega was u voor.', code: 'ring_ended' },
    )
    expect(state.outcome).toMatchObject({ kind: 'too_late', message: 'Een collega was u voor.' })
  })
})

describe('leaving a call to somebody', () => {
  const leaving = of(seat('s3', 'carla'))
  leaving.seats[0] = seat('s1', ME, { successor: 's3' })
  const left = { ...leaving, version: 5, seats: [...leaving.seats] }
  left.seats[0] = seat('s1', ME, { successor: 's3', state: 'left' })

  it('CAL-9: ends on a screen of its own', () => {
    const { state } = play(
      ...talking,
      { type: 'room_changed', room: leaving },
      { type: 'room_changed', room: left },
    )
    expect(state.outcome).toMatchObject({ kind: 'handed_over', people: [person('carla')] })
  })

  it('CAL-9: tells the others who came for whom', () => {
    expect(news(leaving, left, 'fatima')).toEqual([
      { kind: 'handed_over', from: person(ME), to: person('carla') },
    ])
    expect(news(leaving, left, 'carla')).toEqual([
      { kind: 'taken_over', from: person(ME), others: [person('fatima')] },
    ])
  })

  it('CAL-9: the others look out for the successor, who does not look out for himself', () => {
    expect(successors(leaving, 's2')).toEqual(new Set(['s3']))
    expect(successors(leaving, 's1')).toEqual(new Set())
    expect(successors(leaving, 's3')).toEqual(new Set())
    expect(successors(left, 's2')).toEqual(new Set())
    const { effects } = play(...talking, { type: 'seen', seat: 's3' })
    expect(effects).toEqual([{ do: 'say_seen', room: 'room', seat: 's3' }])
    expect(play({ type: 'seen', seat: 's3' }).effects).toEqual([])
  })

  it('CAL-4: tells that somebody else has left, unless it was a conversation without me', () => {
    const three = of(seat('s3', 'carla'))
    const two = of(seat('s3', 'carla', { state: 'left' }))
    expect(news(three, two, ME)).toEqual([
      { kind: 'left', person: person('carla'), others: [person('fatima')] },
    ])
    const held = of(seat('s3', 'carla', { circle: 'aside' }))
    held.seats[1] = seat('s2', 'fatima', { circle: 'on_hold' })
    const back = of(seat('s3', 'carla', { circle: 'aside', state: 'left' }))
    expect(news(held, back, 'fatima')).toEqual([])
    expect(news(held, back, ME)).toHaveLength(1)
  })
})

describe('consulting', () => {
  it('CAL-10: only those of one circle are together, and nobody on hold', () => {
    expect(together({ circle: 'main' }, { circle: 'main' })).toBe(true)
    expect(together({ circle: 'aside' }, { circle: 'aside' })).toBe(true)
    expect(together({ circle: 'aside' }, { circle: 'on_hold' })).toBe(false)
    expect(together({ circle: 'on_hold' }, { circle: 'on_hold' })).toBe(false)
  })

  it('CAL-10: an older picture of the room does not bring anybody together', () => {
    const held = { ...open, version: 5, seats: [seat('s1', ME, { circle: 'aside' }), seat('s2', 'fatima')] }
    const { state } = play(
      ...talking,
      { type: 'room_changed', room: held },
      { type: 'room_changed', room: { ...open, version: 4 } },
      { type: 'live', rooms: [open], rings: [], asked: 2_000 },
    )
    expect(state.room?.version).toBe(5)
  })

  it('CAL-10: who was consulted reads that it is over', () => {
    const rings = [...open.rings, ring('r2', 'anna', ME, { purpose: 'consult', state: 'accepted' })]
    const here = [seat('s5', 'anna', { circle: 'aside' }), seat('s2', 'fatima', { circle: 'on_hold' })]
    const asked = { ...open, rings, seats: [...here, seat('s1', ME, { circle: 'aside' })] }
    const over = {
      ...asked,
      version: 6,
      seats: [...here, seat('s1', ME, { circle: 'aside', state: 'left' as const })],
    }
    const { state } = play(
      { type: 'ring_started', ring: ring('r2', 'anna', ME, { purpose: 'consult' }) },
      { type: 'accept', ring: 'r2' },
      { type: 'answered', attempt: 1, room: asked },
      { type: 'room_changed', room: over },
    )
    expect(state.outcome).toMatchObject({ kind: 'consulted', people: [person('anna')] })
  })
})
