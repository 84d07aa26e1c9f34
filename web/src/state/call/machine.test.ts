import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Room } from '@/protocol/types'
import { ME, person, ring, room, seat, TAB } from './fixtures'
import {
  COUNTDOWN,
  type Effect,
  type Event,
  initial,
  isBusy,
  KEPT,
  mySeat,
  type State,
  step,
} from './machine'

const ringing = room({ seats: [seat('s1', ME)], rings: [ring('r1', ME, 'bram')] })
const open = room({
  version: 2,
  state: 'open',
  connected_at: '2026-11-21T10:00:05Z',
  seats: [seat('s1', ME), seat('s2', 'bram')],
  rings: [ring('r1', ME, 'bram', { state: 'accepted', client: 'bram-tab' })],
})
const ended: Room = {
  ...open,
  version: 3,
  state: 'ended',
  seats: open.seats.map((one) => ({ ...one, state: 'left' })),
}

type Unstamped = Event extends infer E ? (E extends Event ? Omit<E, 'at'> : never) : never

function play(...events: Unstamped[]): { state: State; effects: Effect[] } {
  let state = initial(ME, TAB)
  let effects: Effect[] = []
  let at = 1_000
  for (const event of events) {
    ;[state, effects] = step(state, { ...event, at } as Event)
    at += 100
  }
  return { state, effects }
}

const start: Unstamped = { type: 'start', people: [person('bram')], media: 'video' }

describe('a call that this tab starts', () => {
  it('CAL-6: asks for the camera before anybody rings', () => {
    expect(play(start).effects.map((effect) => effect.do)).toEqual(['open_media', 'prefetch'])
    const { effects } = play(start, { type: 'media_ready', attempt: 1 })
    expect(effects).toEqual([{ do: 'start', attempt: 1, people: ['bram'], media: 'video' }])
  })

  it('CAL-1, CAL-5: rings, counts down and talks', () => {
    const asked: Unstamped[] = [
      start,
      { type: 'media_ready', attempt: 1 },
      { type: 'answered', attempt: 1, room: ringing },
    ]
    expect(play(...asked).state.phase).toBe('calling')
    const counting = play(...asked, { type: 'room_changed', room: open }).state
    expect(counting.phase).toBe('countdown')
    expect((counting.countdownEnds ?? 0) - 1_300).toBe(COUNTDOWN)
    expect(play(...asked, { type: 'room_changed', room: open }, { type: 'countdown_over' }).state.phase).toBe(
      'talking',
    )
  })

  it('CAL-5: needs no countdown where the organisation wants none', () => {
    const quick = { ...open, countdown: false }
    expect(play(start, { type: 'answered', attempt: 1, room: quick }).state.phase).toBe('talking')
  })

  it.each(['declined', 'busy', 'no_answer', 'failed'] as const)('CAL-3: tells that it was %s', (kind) => {
    const over = { ...ringing, state: 'ended' as const, rings: [ring('r1', ME, 'bram', { state: kind })] }
    const { state, effects } = play(
      start,
      { type: 'answered', attempt: 1, room: ringing },
      { type: 'room_changed', room: over },
    )
    expect(state.outcome?.kind).toBe(kind)
    expect(state.outcome?.people.map(({ id }) => id)).toEqual(['bram'])
    expect(effects).toContainEqual({ do: 'close_media' })
  })

  it('leaves a room whose answer comes after the hang-up', () => {
    const { state, effects } = play(
      start,
      { type: 'hang_up' },
      { type: 'answered', attempt: 1, room: ringing },
    )
    expect(state.phase).toBe('idle')
    expect(effects).toEqual([{ do: 'leave', room: 'room' }])
  })

  it('shows why the server refused', () => {
    const { state } = play(start, { type: 'refused', attempt: 1, message: 'Dat kan nu niet.' })
    expect(state.outcome).toMatchObject({ kind: 'error', message: 'Dat kan nu niet.' })
  })

  it('CAL-2: takes the room of the other who called at the same moment', () => {
    const other = room({ ...open, rings: [ring('r9', 'bram', ME, { state: 'accepted', client: TAB })] })
    expect(play(start, { type: 'answered', attempt: 1, room: other }).state.phase).toBe('countdown')
  })
})

describe('a call that comes in', () => {
  const incoming = ring('r1', 'bram', ME)

  it('CAL-2: opens the camera and answers at the same time', () => {
    const { state, effects } = play({ type: 'ring_started', ring: incoming }, { type: 'accept', ring: 'r1' })
    expect(state.incoming).toEqual([])
    expect(effects.map((effect) => effect.do)).toEqual(['open_media', 'accept'])
  })

  it('CAL-2: says so when another device answered', () => {
    const taken = { ...incoming, state: 'accepted' as const, client: 'my-telephone' }
    const { state } = play({ type: 'ring_started', ring: incoming }, { type: 'ring_ended', ring: taken })
    expect(state.outcome?.kind).toBe('elsewhere')
  })

  it('CAL-3: is quiet at once when the caller stops', () => {
    const gone = { ...incoming, state: 'cancelled' as const }
    const { state } = play({ type: 'ring_started', ring: incoming }, { type: 'ring_ended', ring: gone })
    expect(state.phase).toBe('idle')
    expect(state.incoming).toEqual([])
  })
})

describe('a call that is interrupted', () => {
  const talking: Unstamped[] = [
    start,
    { type: 'answered', attempt: 1, room: open },
    { type: 'countdown_over' },
  ]
  const away: Room = { ...open, seats: [seat('s1', ME, { state: 'away' }), seat('s2', 'bram')] }

  it('CAL-8: takes its seat back after the way was gone', () => {
    const { state, effects } = play(...talking, { type: 'live', rooms: [away], rings: [], asked: 5_000 })
    expect(state.phase).toBe('talking')
    expect(effects).toEqual([{ do: 'return', attempt: 1, room: 'room' }])
  })

  it('CAL-8: ends when it has ended meanwhile', () => {
    const { state } = play(...talking, { type: 'live', rooms: [], rings: [], asked: 5_000 })
    expect(state.outcome?.kind).toBe('answered')
  })

  it('CAL-8: says so when another device took it over', () => {
    const taken: Room = { ...open, seats: [seat('s1', ME, { client: 'my-telephone' }), seat('s2', 'bram')] }
    expect(play(...talking, { type: 'room_changed', room: taken }).state.outcome?.kind).toBe(
      'ended_elsewhere',
    )
  })

  it('CAL-8: offers the way back for a minute after a reload, without a countdown', () => {
    const { state } = play({ type: 'live', rooms: [away], rings: [], asked: 900 })
    expect(state.returnable?.id).toBe('room')
    expect(state.returnUntil).toBe(1_000 + KEPT)
    const back = play(
      { type: 'live', rooms: [away], rings: [], asked: 900 },
      { type: 'come_back' },
      { type: 'answered', attempt: 1, room: open },
    )
    expect(back.state.phase).toBe('talking')
  })

  it.each([
    ['its end is told before the answer', { type: 'room_changed', room: ended }],
    ['the answer says so', { type: 'refused', attempt: 1, message: 'Afgelopen.', code: 'room_ended' }],
  ] as const)('CAL-8, BTN-4: reads how a call went that ended on the way back to it: %s', (_, event) => {
    const { state } = play(
      { type: 'live', rooms: [away], rings: [], asked: 900 },
      { type: 'come_back' },
      event,
    )
    expect([state.phase, state.outcome?.kind]).toEqual(['ended', 'answered'])
  })

  it('CAL-8: offers no way back to a call that has ended, although an older answer comes after its end', () => {
    const { state } = play(
      ...talking,
      { type: 'room_changed', room: ended },
      { type: 'live', rooms: [open], rings: [], asked: 1_000 },
    )
    expect(state.phase).toBe('ended')
    expect(state.returnable).toBeNull()
  })

  it('CAL-8: leaves again what it left while the server was away', () => {
    const { state, effects } = play(
      ...talking,
      { type: 'hang_up' },
      { type: 'live', rooms: [open], rings: [], asked: 5_000 },
    )
    expect(state.returnable).toBeNull()
    expect(effects).toEqual([{ do: 'leave', room: 'room' }])
  })

  it('CAL-8: can come back from the device that took the call over', () => {
    const taken: Room = { ...open, seats: [seat('s1', ME, { client: 'my-telephone' }), seat('s2', 'bram')] }
    const lost: Room = {
      ...open,
      seats: [seat('s1', ME, { client: 'my-telephone', state: 'away' }), seat('s2', 'bram')],
    }
    const { state } = play(
      ...talking,
      { type: 'room_changed', room: taken },
      { type: 'live', rooms: [lost], rings: [], asked: 5_000 },
    )
    expect(state.returnable?.id).toBe('room')
  })

  it('ignores a picture of the room that is older', () => {
    expect(play(...talking, { type: 'room_changed', room: ringing }).state.phase).toBe('talking')
  })
})

describe('whatever happens in whatever order', () => {
  const rings = ['r1', 'r2'].map((id) => ring(id, 'bram', ME, { room_id: id === 'r1' ? 'room' : 'room-2' }))
  const rooms = [
    ringing,
    open,
    ended,
    { ...open, id: 'room-2', seats: [seat('s3', ME), seat('s4', 'carla')] },
    { ...ended, id: 'room-2' },
    { ...open, seats: [seat('s1', ME, { state: 'away' as const }), seat('s2', 'bram')] },
    { ...open, seats: [seat('s1', ME, { client: 'my-telephone' }), seat('s2', 'bram')] },
  ]
  const attempt = fc.nat({ max: 4 })
  const someRoom = fc.constantFrom(...rooms)
  const someRing = fc.constantFrom(...rings)
  const event = fc.oneof(
    fc.constant<Unstamped>(start),
    fc.constantFrom<Unstamped>(
      { type: 'hang_up' },
      { type: 'come_back' },
      { type: 'decline_return' },
      { type: 'to_video' },
      { type: 'join', command: { do: 'join_all' } },
      { type: 'join_refused', asked: 1, message: '' },
      { type: 'seen', seat: 's2' },
      { type: 'dismiss' },
      { type: 'countdown_over' },
      { type: 'return_over' },
    ),
    someRing.map<Unstamped>(({ id }) => ({ type: 'accept', ring: id })),
    someRing.map<Unstamped>(({ id }) => ({ type: 'decline', ring: id })),
    attempt.map<Unstamped>((attempt) => ({ type: 'media_ready', attempt })),
    fc.tuple(attempt, someRoom).map<Unstamped>(([attempt, room]) => ({ type: 'answered', attempt, room })),
    attempt.map<Unstamped>((attempt) => ({ type: 'refused', attempt, message: '' })),
    someRing.map<Unstamped>((ring) => ({ type: 'ring_started', ring })),
    fc
      .tuple(someRing, fc.constantFrom('accepted', 'declined', 'cancelled', 'no_answer'))
      .map<Unstamped>(([ring, state]) => ({ type: 'ring_ended', ring: { ...ring, state } as typeof ring })),
    someRoom.map<Unstamped>((room) => ({ type: 'room_changed', room })),
    fc
      .tuple(fc.subarray(rooms), fc.subarray(rings))
      .map<Unstamped>(([rooms, rings]) => ({ type: 'live', rooms, rings, asked: 0 })),
  )

  it('CAL-3, CAL-8: never keeps a camera, a room or a ring that it has no use for', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        let state = initial(ME, TAB)
        let camera = false
        let at = 1_000
        for (const one of events) {
          const before = state
          const [next, effects] = step(state, { ...one, at } as Event)
          state = next
          at += 100
          for (const effect of effects) {
            if (effect.do === 'open_media') camera = true
            if (effect.do === 'close_media') camera = false
          }
          // The camera is open exactly while there is a call.
          expect(camera).toBe(isBusy(state))
          // A room is there only with a seat of this tab in it.
          if (state.room) expect(mySeat(state)).toBeDefined()
          expect(state.room !== null).toBe(['calling', 'countdown', 'talking'].includes(state.phase))
          expect(state.countdownEnds !== null).toBe(state.phase === 'countdown')
          expect(state.outcome !== null).toBe(state.phase === 'ended')
          if (state.asking !== null) expect(state.phase).toBe('talking')
          // One call at a time: a room is never swapped for another one.
          if (before.room && state.room) expect(state.room.id).toBe(before.room.id)
          // What the server says has ended has ended.
          if (one.type === 'ring_ended')
            expect(state.incoming.some(({ id }) => id === one.ring.id)).toBe(false)
          if (one.type === 'room_changed' && one.room.state === 'ended')
            expect(state.room?.id).not.toBe(one.room.id)
          expect(new Set(state.incoming.map(({ id }) => id)).size).toBe(state.incoming.length)
        }
      }),
      { numRuns: 1_500 },
    )
  })
})
