import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ConferenceParticipant, LiveConference } from '@/protocol/types'
import { type Effect, type Event, initial, isBusy, type State, step } from './machine'

const ME = 'anna'
const HERE = { id: 'team', name: 'Teamoverleg' }
const THERE = { id: 'board', name: 'Bestuur' }

function participant(id: string, change: Partial<ConferenceParticipant> = {}): ConferenceParticipant {
  return {
    id,
    kind: 'browser',
    name: id,
    number: '',
    person_id: null,
    spoken: false,
    moderator: true,
    muted: false,
    loudness: 0,
    talking: false,
    invited: false,
    joined_at: '2026-11-21T10:00:00Z',
    ...change,
  }
}

function goingOn(...participants: ConferenceParticipant[]): LiveConference {
  return {
    id: 'held',
    started_at: '2026-11-21T10:00:00Z',
    begun: true,
    closed: false,
    participants,
    invitations: [],
  }
}

const join: Event = { type: 'join', place: HERE, inCall: false, full: false }
const opened: Event = { type: 'microphone_opened', attempt: 1 }
const joined: Event = { type: 'joined', attempt: 1, place: 'team', participant: 'p1' }
const connected: Event = { type: 'connected', attempt: 1 }
const ALL = [join, opened, joined, connected]

function seen(live: LiveConference | null): Event {
  return { type: 'live', place: 'team', live, me: ME }
}
const listed = seen(goingOn(participant('p1', { person_id: ME })))

function play(...events: Event[]): { state: State; effects: Effect[] } {
  let state = initial
  let effects: Effect[] = []
  for (const event of events) [state, effects] = step(state, event)
  return { state, effects }
}

describe('taking part with this computer (CNF-7)', () => {
  it('asks for the microphone, connects, and is in', () => {
    expect(play(join).effects).toEqual([{ do: 'open_microphone', attempt: 1 }])
    expect(play(join, opened).effects).toEqual([{ do: 'connect', attempt: 1, place: 'team' }])
    expect(play(...ALL).state).toMatchObject({ phase: 'in', participant: 'p1', problem: null })
  })

  it('says so when the microphone was refused, and asks the server nothing', () => {
    const { state, effects } = play(join, { type: 'microphone_failed', attempt: 1, why: 'denied' })
    expect(state).toMatchObject({ phase: 'failed', problem: 'denied' })
    expect(effects).toEqual([{ do: 'close' }])
  })

  it('does not begin during a video call, nor where everything is full', () => {
    expect(play({ ...join, inCall: true })).toMatchObject({
      state: { phase: 'failed', problem: 'in_call' },
      effects: [],
    })
    expect(play({ ...join, full: true })).toMatchObject({ state: { problem: 'full' }, effects: [] })
  })

  it('ends when a video call begins', () => {
    const { state, effects } = play(...ALL, { type: 'call_began' })
    expect(state.problem).toBe('call_began')
    expect(effects).toEqual([{ do: 'close' }, { do: 'leave', place: 'team' }])
  })

  it.each([
    ['lines_in_use', 503, 'lines_in_use'],
    ['conference_full', 409, 'full'],
    ['unreachable', 0, 'not_connected'],
    ['telephone_off', 503, 'refused'],
  ])('tells what %s means', (code, status, problem) => {
    const refused: Event = { type: 'refused', attempt: 1, code, status, message: 'Nee.' }
    const { state, effects } = play(join, opened, refused)
    expect(state).toMatchObject({ phase: 'failed', problem, message: 'Nee.' })
    expect(effects).toEqual([{ do: 'close' }])
  })

  it('gives up when no connection comes, and gives the place back', () => {
    const { state, effects } = play(join, opened, joined, { type: 'time_over', attempt: 1 })
    expect(state.problem).toBe('not_connected')
    expect(effects).toEqual([{ do: 'close' }, { do: 'leave', place: 'team' }])
  })

  it('knows that the conference has muted me', () => {
    const muted = seen(goingOn(participant('p1', { person_id: ME, muted: true })))
    expect(play(...ALL, muted).state.muted).toBe(true)
    expect(play(...ALL, muted, listed).state.muted).toBe(false)
  })

  it('waits until it is seen: what was on its way before says nothing', () => {
    expect(play(...ALL, seen(null)).state.phase).toBe('in')
  })

  it.each([
    ['ended', seen(null)],
    ['removed', seen(goingOn(participant('p2')))],
    ['elsewhere', seen(goingOn(participant('p9', { person_id: ME })))],
  ])('tells that it is over: %s', (problem, event) => {
    const { state, effects } = play(...ALL, listed, event)
    expect(state).toMatchObject({ phase: 'failed', problem })
    // Nothing is sent: another window of mine may be in.
    expect(effects).toEqual([{ do: 'close' }])
  })

  it('asks how the conference is when the connection is lost, and tells the reason that it finds', () => {
    const lost: Event = { type: 'lost', attempt: 1 }
    const { state, effects } = play(...ALL, listed, lost)
    expect(state.problem).toBe('lost')
    expect(effects).toEqual([{ do: 'close' }, { do: 'look', place: 'team' }])
    expect(play(...ALL, listed, lost, seen(null)).state.problem).toBe('ended')
  })

  it('learns afterwards that another window of mine has taken over, also where I was the only one', () => {
    const other = seen(goingOn(participant('p9', { person_id: ME })))
    expect(play(...ALL, listed, seen(null), other).state.problem).toBe('elsewhere')
    expect(play(...ALL, listed, { type: 'leave' }, other).state.phase).toBe('idle')
  })

  it('goes from one conference to another', () => {
    const { state, effects } = play(...ALL, { ...join, place: THERE })
    expect(state).toMatchObject({ phase: 'asking', place: THERE })
    expect(effects).toEqual([
      { do: 'close' },
      { do: 'leave', place: 'team' },
      { do: 'open_microphone', attempt: 2 },
    ])
  })

  it('gives back a place that comes too late', () => {
    expect(play(join, opened, { type: 'leave' }, joined).effects).toEqual([{ do: 'leave', place: 'team' }])
    const again = play(join, opened, { type: 'leave' }, join, joined)
    expect(again.effects).toEqual([])
  })

  it('leaves nothing open, whatever happens', () => {
    const attempts = fc.integer({ min: 0, max: 5 })
    const some = fc.oneof(
      fc.constantFrom<Event>(
        join,
        { ...join, place: THERE },
        { ...join, inCall: true },
        { type: 'leave' },
        { type: 'dismiss' },
        { type: 'call_began' },
        listed,
        seen(null),
      ),
      attempts.map((attempt): Event => ({ type: 'microphone_opened', attempt })),
      attempts.map((attempt): Event => ({ type: 'microphone_failed', attempt, why: 'busy' })),
      attempts.map((attempt): Event => ({ ...joined, attempt }) as Event),
      fc
        .tuple(fc.constantFrom('connected', 'away', 'lost', 'time_over'), attempts)
        .map(([type, attempt]): Event => ({ type, attempt }) as Event),
    )
    fc.assert(
      fc.property(fc.array(some, { maxLength: 30 }), (events) => {
        let state = initial
        let isOpen = false
        for (const event of events) {
          const [next, effects] = step(state, event)
          for (const effect of effects) {
            if (effect.do === 'open_microphone') isOpen = true
            if (effect.do === 'close') isOpen = false
          }
          state = next
          expect(isOpen).toBe(isBusy(state))
          expect(state.phase === 'failed').toBe(state.problem !== null)
        }
      }),
    )
  })
})
