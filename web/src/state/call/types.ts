/** What a call looks like from this tab: the values that the screens draw (docs/calls.md, "In the browser"). */
import type { Person, Ring, Room } from '@/protocol/types'
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

/** One of the others in the room. */
export interface Peer {
  seatId: string
  person: Person
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
  /** Who spoke last. */
  speakingSeat: string | null
}

/** What a person can do. Nothing here throws: a refusal becomes an outcome or a message. */
export interface CallController {
  readonly snapshot: Store<CallSnapshot>
  start(people: Person[], media: MediaKind): Promise<void>
  accept(ringId: string): Promise<void>
  decline(ringId: string): Promise<void>
  hangUp(): Promise<void>
  comeBack(): Promise<void>
  declineReturn(): Promise<void>
  toggleCamera(): Promise<void>
  toggleMicrophone(): Promise<void>
  toVideo(): Promise<void>
  dismiss(): void
}
