/**
 * The rules of taking part in a telephone conference with this computer's sound (CNF-7): pure, without browser, server or
 * clock. The controller carries out the effects.
 */
import type { LiveConference } from '@/protocol/types'
import type { Failure } from '../devices'

export type Phase = 'idle' | 'asking' | 'connecting' | 'in' | 'failed'

/** Why it did not work, or does not go on. */
export type Problem =
  /** The microphone was refused, is not there, or another program has it. */
  | Failure
  /** A video call runs. */
  | 'in_call'
  /** A video call was begun or answered meanwhile. */
  | 'call_began'
  | 'not_connected'
  | 'lost'
  | 'lines_in_use'
  | 'full'
  | 'ended'
  | 'removed'
  /** The same person goes on in another window. */
  | 'elsewhere'
  /** The server said why. */
  | 'refused'

/** The conference that this tab is in. */
export interface Place {
  id: string
  name: string
}

export interface State {
  phase: Phase
  place: Place | null
  /** Counts the tries: what belongs to an earlier one is too late. */
  attempt: number
  /** Who I am there, once the server has said so. */
  participant: string | null
  /** Whether the others have seen me there. */
  listed: boolean
  /** Whether the conference has muted me: a moderator, or I myself by a star code. */
  muted: boolean
  /** Whether the connection is away for a moment. */
  away: boolean
  problem: Problem | null
  /** The server's sentence, with `refused`. */
  message: string | null
}

export type Event =
  | { type: 'join'; place: Place; inCall: boolean; full: boolean }
  | { type: 'microphone_opened'; attempt: number }
  | { type: 'microphone_failed'; attempt: number; why: Failure }
  | { type: 'joined'; attempt: number; place: string; participant: string }
  | { type: 'refused'; attempt: number; code: string; status: number; message: string }
  | { type: 'connected' | 'away' | 'lost' | 'time_over'; attempt: number }
  | { type: 'live'; place: string; live: LiveConference | null; me: string }
  | { type: 'leave' | 'dismiss' | 'call_began' }

export type Effect =
  | { do: 'open_microphone'; attempt: number }
  | { do: 'connect'; attempt: number; place: string }
  | { do: 'leave'; place: string }
  /** Close the microphone and the connection. */
  | { do: 'close' }
  /** Ask the server how the conference is. */
  | { do: 'look'; place: string }

type Step = [State, Effect[]]

export const initial: State = {
  phase: 'idle',
  place: null,
  attempt: 0,
  participant: null,
  listed: false,
  muted: false,
  away: false,
  problem: null,
  message: null,
}

/** Whether this tab is in, or on its way in. */
export function isBusy({ phase }: State): boolean {
  return phase === 'asking' || phase === 'connecting' || phase === 'in'
}

/** Returns the state after `event`, and what is to be done. */
export function step(state: State, event: Event): Step {
  if ('attempt' in event && event.attempt !== state.attempt) return late(state, event)
  switch (event.type) {
    case 'join':
      return join(state, event)
    case 'microphone_opened':
      if (state.phase !== 'asking' || state.place === null) return [state, []]
      return [
        { ...state, phase: 'connecting' },
        [{ do: 'connect', attempt: state.attempt, place: state.place.id }],
      ]
    case 'microphone_failed':
      return state.phase === 'asking' ? [failed(state, event.why), [{ do: 'close' }]] : [state, []]
    case 'joined':
      return isBusy(state) ? [{ ...state, participant: event.participant }, []] : late(state, event)
    case 'refused':
      if (state.phase !== 'connecting') return [state, []]
      return [{ ...failed(state, problemOf(event)), message: event.message }, [{ do: 'close' }]]
    case 'connected':
      return isBusy(state) ? [{ ...state, phase: 'in', away: false }, []] : [state, []]
    case 'away':
      return state.phase === 'in' ? [{ ...state, away: true }, []] : [state, []]
    case 'time_over':
      return state.phase === 'connecting' ? [failed(state, 'not_connected'), gone(state)] : [state, []]
    case 'lost':
      return lost(state)
    case 'live':
      return state.place?.id === event.place ? look(state, event) : [state, []]
    case 'leave':
      return isBusy(state) ? [cleared(state), gone(state)] : [state, []]
    case 'dismiss':
      return state.phase === 'failed' ? [cleared(state), []] : [state, []]
    case 'call_began':
      return isBusy(state) ? [failed(state, 'call_began'), gone(state)] : [state, []]
  }
}

function join(state: State, { place, inCall, full }: Event & { type: 'join' }): Step {
  if (isBusy(state) && state.place?.id === place.id) return [state, []]
  if (inCall) return isBusy(state) ? [state, []] : [{ ...failed(state, 'in_call'), place }, []]
  // Nobody is in two conferences at once.
  const before = isBusy(state) ? gone(state) : []
  const attempt = state.attempt + 1
  if (full) return [{ ...failed(state, 'full'), place, attempt }, before]
  const next: State = { ...initial, phase: 'asking', place, attempt }
  return [next, [...before, { do: 'open_microphone', attempt }]]
}

/** What belongs to an earlier try; a place that was given too late is given back. */
function late(state: State, event: Event): Step {
  if (event.type !== 'joined') return [state, []]
  const taken = isBusy(state) && state.place?.id === event.place
  return [state, taken ? [] : [{ do: 'leave', place: event.place }]]
}

/**
 * The connection is gone for good. Nothing is sent to the server: it has noticed too, and another window of the same person
 * may be in by now.
 */
function lost(state: State): Step {
  if (!isBusy(state) || state.place === null) return [state, []]
  const after = failed(state, state.phase === 'in' ? 'lost' : 'not_connected')
  return [after, [{ do: 'close' }, { do: 'look', place: state.place.id }]]
}

/** What everybody sees of the conference: am I in it, and muted? */
function look(state: State, { live, me }: Event & { type: 'live' }): Step {
  const mine = live?.participants.find(({ id }) => id === state.participant)
  if (isBusy(state) && mine) return [{ ...state, listed: true, muted: mine.muted }, []]
  const other = live?.participants.some(({ id, person_id }) => person_id === me && id !== state.participant)
  // Who is not seen yet may still be on his way; who was seen and is not any more is out.
  if (isBusy(state)) {
    const why = live === null ? 'ended' : other ? 'elsewhere' : 'removed'
    return state.listed ? [failed(state, why), [{ do: 'close' }]] : [state, []]
  }
  // What is learnt afterwards says more than what was seen at first.
  if (other && (state.problem === 'lost' || state.problem === 'removed' || state.problem === 'ended'))
    return [failed(state, 'elsewhere'), []]
  return live === null && state.problem === 'lost' ? [failed(state, 'ended'), []] : [state, []]
}

function failed(state: State, problem: Problem | null): State {
  const { place, attempt, listed, participant } = state
  return { ...initial, phase: 'failed', place, attempt: attempt + 1, listed, participant, problem }
}

function cleared({ attempt }: State): State {
  return { ...initial, attempt: attempt + 1 }
}

/** Leaves by one's own will. */
function gone({ phase, place }: State): Effect[] {
  const known = place !== null && phase !== 'asking'
  return [{ do: 'close' }, ...(known ? [{ do: 'leave' as const, place: place.id }] : [])]
}

const PROBLEMS: Record<string, Problem> = {
  lines_in_use: 'lines_in_use',
  conference_full: 'full',
  conference_over: 'ended',
}

function problemOf({ code, status }: { code: string; status: number }): Problem {
  return status === 0 ? 'not_connected' : (PROBLEMS[code] ?? 'refused')
}
