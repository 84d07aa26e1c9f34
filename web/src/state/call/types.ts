/** What a call looks like from this tab: the values that the screens draw (docs/calls.md, "In the browser"). */
import type { Person, Ring, Room, Seat } from '@/protocol/types'
import type { Store } from '../store'

export type MediaKind = 'video' | 'audio'

export type CallPhase = 'idle' | 'preparing' | 'calling' | 'countdown' | 'talking' | 'ended'

/** `missing`: there is no such device; `busy`: another program has it. */
export type TrackState = 'on' | 'off' | 'denied' | 'missing' | 'busy'

export interface OwnMedia {
  stream: MediaStream | null
  camera: TrackState
  microphone: TrackState
}

export type Quality = 'good' | 'fair' | 'poor'

/** Why somebody is brought into a call that goes on: as a third one, in my place, or to be asked apart. */
export type JoiningWay = 'add' | 'transfer' | 'consult'

/** Whom to bring in. */
export interface Whom {
  person: Person
}

/** What one can do about others joining (CAL-9, CAL-10, CAL-11). */
export type JoinCommand =
  | { do: 'bring_in'; way: JoiningWay; whom: Whom; note: string }
  | { do: 'stop_ring'; ring: string }
  | { do: 'end_consult' }
  | { do: 'join_all' }
  | { do: 'hand_over' }

/** What somebody is told in passing; nothing waits for him to read it. */
export type Notice =
  | { kind: 'refused'; message: string }
  /** I rang somebody in vain and talk on with `others`. */
  | {
      kind: 'in_vain'
      state: 'declined' | 'busy' | 'no_answer' | 'cancelled' | 'failed'
      person: Person
      others: Person[]
    }
  | { kind: 'left'; person: Person; others: Person[] }
  /** `from` has left me to `to`. */
  | { kind: 'handed_over'; from: Person; to: Person }
  /** I have taken the place of `from`. */
  | { kind: 'taken_over'; from: Person; others: Person[] }
  /** A colleague has answered what rang here. */
  | { kind: 'taken' }

/** One of the others in the room. */
export interface Peer {
  seatId: string
  /** Neither of us hears or sees the other: one is on hold, or talks apart. */
  apart: boolean
  circle: Seat['circle']
  /** The seat for which this one makes room. */
  successor: string | null
  /** Another one makes room for him, and he is really seen or heard here. */
  arrived: boolean
  person: Person
  /** Takes part by telephone: there is sound, and no picture. */
  telephone: boolean
  stream: MediaStream | null
  connection: 'connecting' | 'connected' | 'reconnecting' | 'away'
  camera: boolean
  microphone: boolean
  speaking: boolean
  quality: Quality | null
  /** Whose connection is weak, when the quality is not good. */
  weakSide: 'me' | 'them' | null
  /** Four signs, the same on both sides (CAL-13); null before the connection is made. */
  code: string | null
}

export interface Outcome {
  kind:
    | 'answered'
    | 'declined'
    | 'busy'
    | 'no_answer'
    | 'cancelled'
    | 'failed'
    | 'elsewhere'
    /** I have left the call to somebody. */
    | 'handed_over'
    /** Who consulted me has returned to the others. */
    | 'consulted'
    /** It was answered or had ended before my answer came. */
    | 'too_late'
    | 'ended_elsewhere'
    | 'error'
  people: Person[]
  /** How long it lasted, null if nobody answered. */
  seconds: number | null
  /** The server's sentence when it refused, else null. */
  message: string | null
  media: MediaKind
}

export interface CallSnapshot {
  phase: CallPhase
  room: Room | null
  seatId: string | null
  /** With whom I am together; who is on hold hears and sees nobody. */
  circle: Seat['circle']
  media: MediaKind
  own: OwnMedia
  peers: Peer[]
  /** With whom this call is, or is to be. */
  people: Person[]
  /** The rings of my room, in every state. */
  outgoing: Ring[]
  /** The rings to me, still ringing. */
  incoming: Ring[]
  /** A call of mine to which this tab may return, until `returnUntil` (ms since 1970). */
  returnable: Room | null
  returnUntil: number | null
  /** The end of 3, 2, 1 (ms since 1970). */
  countdownEnds: number | null
  outcome: Outcome | null
  /** Whether the server is reached; the media does not need it. */
  online: boolean
  /** Whether a command about others joining is under way. */
  asking: boolean
  /** Who spoke last. */
  speakingSeat: string | null
}

/** What a person can do. Nothing here throws: a refusal becomes an outcome or a message. */
export interface CallController {
  readonly snapshot: Store<CallSnapshot>
  start(people: Person[], media: MediaKind): Promise<void>
  /** Starts a call with `command`, which answers its room: not every call is begun in the same way. */
  startBy(people: Person[], media: MediaKind, command: () => Promise<Room>): Promise<void>
  accept(ringId: string): Promise<void>
  decline(ringId: string): Promise<void>
  hangUp(): Promise<void>
  comeBack(): Promise<void>
  declineReturn(): Promise<void>
  toggleCamera(): Promise<void>
  toggleMicrophone(): Promise<void>
  toVideo(): Promise<void>
  dismiss(): void
  /** Asks somebody into the call. */
  bringIn(way: JoiningWay, whom: Whom, note: string): Promise<void>
  /** Rings somebody no more whom I wanted to bring in. */
  stopRing(ringId: string): Promise<void>
  /** Returns to those on hold, without whom I asked. */
  endConsult(): Promise<void>
  /** Goes on with everybody together. */
  joinAll(): Promise<void>
  /** Leaves those on hold to whom I asked. */
  handOver(): Promise<void>
  /** Says that a seat whose `arrived` is set is drawn in its place. */
  shown(seatId: string): void
  /** Calls `follower` with each notice until the returned function is called. */
  onNotice(follower: (notice: Notice) => void): () => void
}
