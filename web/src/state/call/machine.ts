/**
 * The rules of a call in one tab, pure: `step(state, event)` gives the next state and what has to be done. It knows no
 * browser, no clock and no server; `controller.ts` carries out the effects.
 */
import type { Person, Ring, Room, Seat } from '@/protocol/types'
import { joinsRunning, news } from './joining'
import { departed, lasted, outcomeOf, plain } from './outcome'
import type { CallPhase, JoinCommand, MediaKind, Notice, Outcome } from './types'

/** 3, 2, 1 (CAL-5). Milliseconds. */
export const COUNTDOWN = 3_000

/** How long a place in a call is kept for a tab that was reloaded (CAL-8). Milliseconds. */
export const KEPT = 60_000

export interface State {
  /** Who I am: the person, and this tab. */
  me: string
  client: string
  phase: CallPhase
  /** Numbers what this tab tried; an answer to an older try is no longer wanted. */
  attempt: number
  /** What is under way in `preparing`. */
  intent:
    | { kind: 'start'; people: Person[] }
    | { kind: 'accept'; ring: Ring }
    | { kind: 'return'; room: Room }
    | null
  media: MediaKind
  room: Room | null
  incoming: Ring[]
  returnable: Room | null
  returnUntil: number | null
  /** The room that is over for me: it ended, or I left it. An answer from before must not offer the way back. */
  over: string | null
  countdownEnds: number | null
  /** Since when this tab knows its room. */
  seatedAt: number | null
  /** The moment at which the talking began here. */
  talkingSince: number | null
  outcome: Outcome | null
  /** Numbers the commands about others joining; `asking` is the one under way: a second click does nothing. */
  asked: number
  asking: number | null
}

export type Event = { at: number } & (
  | { type: 'start'; people: Person[]; media: MediaKind }
  | { type: 'accept'; ring: string }
  | { type: 'decline'; ring: string }
  | { type: 'hang_up' }
  | { type: 'come_back' }
  | { type: 'decline_return' }
  | { type: 'to_video' }
  | { type: 'dismiss' }
  | { type: 'media_ready'; attempt: number }
  | { type: 'answered'; attempt: number; room: Room }
  | { type: 'refused'; attempt: number; message: string; code?: string }
  | { type: 'join'; command: JoinCommand }
  | { type: 'join_answered'; asked: number; room: Room }
  | { type: 'join_refused'; asked: number; message: string }
  | { type: 'seen'; seat: string }
  | { type: 'ring_started'; ring: Ring }
  | { type: 'ring_ended'; ring: Ring }
  | { type: 'room_changed'; room: Room }
  | { type: 'live'; rooms: Room[]; rings: Ring[]; asked: number }
  | { type: 'countdown_over' }
  | { type: 'return_over' }
)

export type Effect =
  | { do: 'open_media'; attempt: number; media: MediaKind }
  | { do: 'close_media' }
  | { do: 'prefetch' }
  | { do: 'start'; attempt: number; people: string[]; media: MediaKind }
  | { do: 'accept'; attempt: number; ring: string }
  | { do: 'decline'; ring: string }
  | { do: 'leave'; room: string }
  | { do: 'return'; attempt: number; room: string }
  | { do: 'to_video'; room: string }
  | { do: 'camera_on' }
  | { do: 'join'; asked: number; room: string; command: JoinCommand }
  | { do: 'say_seen'; room: string; seat: string }
  | { do: 'tell'; notice: Notice }

type Step = [State, Effect[]]

export function initial(me: string, client: string): State {
  return {
    me,
    client,
    phase: 'idle',
    attempt: 0,
    intent: null,
    media: 'video',
    room: null,
    incoming: [],
    returnable: null,
    returnUntil: null,
    over: null,
    countdownEnds: null,
    seatedAt: null,
    talkingSince: null,
    outcome: null,
    asked: 0,
    asking: null,
  }
}

/** Whether this tab takes part in a call, or is about to. */
export function isBusy({ phase }: Pick<State, 'phase'>): boolean {
  return phase !== 'idle' && phase !== 'ended'
}

/** My seat in a room, if this tab holds it. */
export function mySeat(state: State, room = state.room): Seat | undefined {
  return room?.seats.find(
    ({ person, client, state: seat }) => person.id === state.me && client === state.client && seat !== 'left',
  )
}

/** The others who are in the room now. */
export function others(state: State): Seat[] {
  return (state.room?.seats ?? []).filter(
    ({ person, state: seat }) => person.id !== state.me && seat !== 'left',
  )
}

export function step(state: State, event: Event): Step {
  switch (event.type) {
    case 'start':
      return isBusy(state) || event.people.length === 0
        ? [state, []]
        : prepare(state, { kind: 'start', people: event.people }, event.media, [{ do: 'prefetch' }])
    case 'accept':
      return accept(state, event.ring)
    case 'decline': {
      const known = state.incoming.some(({ id }) => id === event.ring)
      return known ? [without(state, event.ring), [{ do: 'decline', ring: event.ring }]] : [state, []]
    }
    case 'hang_up':
      return hangUp(state, event.at)
    case 'come_back':
      return comeBack(state)
    case 'decline_return':
      return state.returnable === null
        ? [state, []]
        : [
            { ...state, returnable: null, returnUntil: null, over: state.returnable.id },
            [{ do: 'leave', room: state.returnable.id }],
          ]
    case 'to_video':
      return state.room === null || state.media === 'video' || !isBusy(state)
        ? [state, []]
        : [state, [{ do: 'to_video', room: state.room.id }, { do: 'camera_on' }]]
    case 'dismiss':
      return state.phase === 'ended' ? [{ ...state, phase: 'idle', outcome: null }, []] : [state, []]
    case 'media_ready':
      return mediaReady(state, event.attempt)
    case 'answered':
      return answered(state, event.attempt, event.room, event.at)
    case 'refused':
      return refused(state, event.attempt, event.message, event.code, event.at)
    case 'join':
      return join(state, event.command)
    case 'join_answered':
      return joinAnswered(state, event.asked, event.room, event.at)
    case 'join_refused':
      return event.asked === state.asking
        ? [{ ...state, asking: null }, [{ do: 'tell', notice: { kind: 'refused', message: event.message } }]]
        : [state, []]
    case 'seen':
      return [state, state.room ? [{ do: 'say_seen', room: state.room.id, seat: event.seat }] : []]
    case 'ring_started':
      return event.ring.state !== 'ringing' || state.incoming.some(({ id }) => id === event.ring.id)
        ? [state, []]
        : [{ ...state, incoming: [...state.incoming, event.ring] }, [{ do: 'prefetch' }]]
    case 'ring_ended':
      return ringEnded(state, event.ring)
    case 'room_changed':
      return roomChanged(state, event.room, event.at)
    case 'live':
      return compare(state, event.rooms, event.rings, event.asked, event.at)
    case 'countdown_over':
      return state.phase === 'countdown'
        ? [{ ...state, phase: 'talking', countdownEnds: null, talkingSince: event.at }, []]
        : [state, []]
    case 'return_over':
      return state.returnUntil !== null && event.at >= state.returnUntil
        ? [{ ...state, returnable: null, returnUntil: null }, []]
        : [state, []]
  }
}

/** Begins a try: asks for camera and microphone, and does `effects`. */
function prepare(state: State, intent: State['intent'], media: MediaKind, effects: Effect[]): Step {
  const attempt = state.attempt + 1
  const next: State = {
    ...state,
    attempt,
    intent,
    media,
    phase: 'preparing',
    room: null,
    outcome: null,
    countdownEnds: null,
    talkingSince: null,
    asking: null,
  }
  return [next, [{ do: 'open_media', attempt, media }, ...effects]]
}

function accept(state: State, id: string): Step {
  const ring = state.incoming.find((one) => one.id === id)
  if (ring === undefined || isBusy(state)) return [state, []]
  // The command and the camera at the same time: the connection is made while the camera warms up.
  const attempt = state.attempt + 1
  return prepare(without(state, id), { kind: 'accept', ring }, ring.media, [
    { do: 'accept', attempt, ring: id },
  ])
}

function comeBack(state: State): Step {
  const room = state.returnable
  if (room === null || isBusy(state)) return [state, []]
  const attempt = state.attempt + 1
  const next = { ...state, returnable: null, returnUntil: null }
  return prepare(next, { kind: 'return', room }, room.media, [{ do: 'return', attempt, room: room.id }])
}

/** The caller rings nobody before he has answered his browser's question about the camera. */
function mediaReady(state: State, attempt: number): Step {
  const { intent, media } = state
  if (attempt !== state.attempt || state.phase !== 'preparing' || intent?.kind !== 'start') return [state, []]
  return [state, [{ do: 'start', attempt, people: intent.people.map(({ id }) => id), media }]]
}

function refused(state: State, attempt: number, message: string, code: string | undefined, at: number): Step {
  if (attempt !== state.attempt || state.phase !== 'preparing') return [state, []]
  const { intent } = state
  // It ended while this tab was on its way back: how, says what was known of it last.
  if (intent?.kind === 'return' && code === 'room_ended')
    return end(state, outcomeOf({ ...state, room: intent.room }, at))
  const late = intent?.kind === 'accept' && code === 'ring_ended'
  return end(state, { ...plain(state, late ? 'too_late' : 'error'), message })
}

/** Others join a call that goes on: one command at a time. */
function join(state: State, command: JoinCommand): Step {
  if (state.room === null || state.phase !== 'talking' || state.asking !== null) return [state, []]
  const asked = state.asked + 1
  return [{ ...state, asked, asking: asked }, [{ do: 'join', asked, room: state.room.id, command }]]
}

function joinAnswered(state: State, asked: number, room: Room, at: number): Step {
  const next = asked === state.asking ? { ...state, asking: null } : state
  return next.room?.id === room.id && isBusy(next) ? adopt(next, room, at) : [next, []]
}

function hangUp(state: State, at: number): Step {
  if (!isBusy(state)) return [state, []]
  const leave: Effect[] = state.room ? [{ do: 'leave', room: state.room.id }] : []
  if (state.phase === 'preparing') {
    // What is under way is answered later, and left then (`answered`).
    const [next, effects] = end({ ...state, attempt: state.attempt + 1 }, plain(state, 'cancelled'))
    return [{ ...next, phase: 'idle', outcome: null }, [...effects, ...leave]]
  }
  const outcome = state.phase === 'calling' ? plain(state, 'cancelled') : lasted(state, at)
  const [next, effects] = end(state, outcome)
  return [next, [...effects, ...leave]]
}

function answered(state: State, attempt: number, room: Room, at: number): Step {
  const fits = state.room === null || state.room.id === room.id
  if (attempt === state.attempt && isBusy(state) && fits) return adopt(state, room, at)
  // Hung up before the answer came: the room must not wait for somebody who is gone.
  const unwanted = room.state !== 'ended' && room.id !== state.room?.id && mySeat(state, room) !== undefined
  return [state, unwanted ? [{ do: 'leave', room: room.id }] : []]
}

function ringEnded(state: State, ring: Ring): Step {
  const known = state.incoming.some(({ id }) => id === ring.id)
  const next = without(state, ring.id)
  if (known && ring.state === 'taken' && !isBusy(state))
    return [next, [{ do: 'tell', notice: { kind: 'taken' } }]]
  const elsewhere = ring.state === 'accepted' && ring.client !== state.client
  if (!known || !elsewhere || isBusy(state)) return [next, []]
  const outcome: Outcome = { ...plain(state, 'elsewhere'), people: [ring.caller], media: ring.media }
  return [{ ...next, phase: 'ended', outcome }, []]
}

function roomChanged(state: State, room: Room, at: number): Step {
  if (state.room?.id === room.id && isBusy(state)) return adopt(state, room, at)
  // The event of what this tab has just asked for can be faster than the answer.
  const { phase, intent } = state
  const returns = intent?.kind === 'return' && intent.room.id === room.id
  const awaited =
    room.state === 'ended'
      ? returns
      : mySeat(state, room) !== undefined &&
        (intent?.kind !== 'return' || returns) &&
        (intent?.kind !== 'accept' || intent.ring.room_id === room.id)
  if (phase === 'preparing' && awaited) return adopt(state, room, at)
  if (state.returnable?.id === room.id) {
    const gone = room.state === 'ended' || !mayReturn(state, room)
    return [gone ? { ...state, returnable: null, returnUntil: null } : { ...state, returnable: room }, []]
  }
  return [state, []]
}

/** Takes over what the server says of my room, unless it is older than what is known. */
function adopt(state: State, room: Room, at: number): Step {
  const before = state.room?.id === room.id ? state.room : null
  if (before !== null && room.version < before.version) return [state, []]
  const seatedAt = before ? state.seatedAt : at
  const next: State = { ...state, room, seatedAt, media: room.media }
  if (room.state === 'ended') return end(next, outcomeOf(next, at))
  const seat = mySeat(next)
  if (seat === undefined) {
    return end(next, departed(next, room, at))
  }
  const told = (before ? news(before, room, state.me) : []).map((notice) => ({ do: 'tell' as const, notice }))
  // A connection that came back finds its seat waiting: take it, silently.
  const back: Effect[] =
    seat.state === 'away' && state.phase !== 'preparing'
      ? [{ do: 'return', attempt: state.attempt, room: room.id }, ...told]
      : told
  if (state.phase === 'countdown' || state.phase === 'talking') return [next, back]
  if (room.connected_at === null || others(next).length === 0) {
    return [{ ...next, phase: 'calling', intent: null }, back]
  }
  const { intent } = state
  const running = intent?.kind === 'accept' && joinsRunning(intent.ring, others(next))
  const counts = room.countdown && intent?.kind !== 'return' && !running
  return counts
    ? [{ ...next, phase: 'countdown', intent: null, countdownEnds: at + COUNTDOWN }, back]
    : [{ ...next, phase: 'talking', intent: null, talkingSince: at }, back]
}

/** After a gap: compares what is here with what the server says is live. */
function compare(state: State, rooms: Room[], rings: Ring[], asked: number, at: number): Step {
  const next: State = { ...state, incoming: rings.filter(({ state: ring }) => ring === 'ringing') }
  if (isBusy(next)) {
    if (next.room === null) return [next, []]
    const room = rooms.find(({ id }) => id === next.room?.id)
    if (room) return adopt(next, room, at)
    // Answered for a moment before this tab sat down: no news.
    return asked < (next.seatedAt ?? at) ? [next, []] : end(next, outcomeOf(next, at))
  }
  // Left while the server was away: nobody shall wait for me.
  const again: Effect[] = rooms.some((one) => one.id === next.over && mySeat(next, one) !== undefined)
    ? [{ do: 'leave', room: next.over ?? '' }]
    : []
  const room = rooms.find((one) => one.state !== 'ended' && one.id !== next.over && mayReturn(next, one))
  if (room === undefined) return [{ ...next, returnable: null, returnUntil: null }, again]
  const until = next.returnable?.id === room.id ? next.returnUntil : at + KEPT
  return [{ ...next, returnable: room, returnUntil: until }, again]
}

/** A seat of mine that no other tab holds now. */
function mayReturn(state: State, room: Room): boolean {
  return room.seats.some(
    ({ person, state: seat, client }) =>
      person.id === state.me && (seat === 'away' || (seat === 'joined' && client === state.client)),
  )
}

function end(state: State, outcome: Outcome): Step {
  const next: State = {
    ...state,
    phase: 'ended',
    room: null,
    // Who took the call to another tab may come back to this one.
    over: outcome.kind === 'ended_elsewhere' ? state.over : (state.room?.id ?? state.over),
    intent: null,
    countdownEnds: null,
    talkingSince: null,
    outcome,
    asking: null,
  }
  return [next, [{ do: 'close_media' }]]
}

function without(state: State, ring: string): State {
  return { ...state, incoming: state.incoming.filter(({ id }) => id !== ring) }
}
