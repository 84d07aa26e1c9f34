/** Carries out what the rules of `machine.ts` ask for, and shows the result as one snapshot. */
import { Refusal } from '@/protocol/refusal'
import type { Conference, LiveConference } from '@/protocol/types'
import type { OwnMedia, TrackState } from '../call/types'
import type { Live } from '../live'
import { Store } from '../store'
import type { Commands } from './commands'
import type { Connection, ConnectionHandlers } from './connection'
import { type Effect, type Event, initial, isBusy, type State, step } from './machine'

/** Longer than this nobody waits for a connection (milliseconds). */
export const CONNECT_WITHIN = 20_000

export interface ConferenceSnapshot
  extends Pick<State, 'phase' | 'place' | 'muted' | 'away' | 'problem' | 'message'> {
  /** Who I am there, null when I am not in. */
  participant: string | null
  microphone: TrackState
  /** Whether the browser holds the sound back until somebody clicks. */
  blocked: boolean
}

/** The microphone, as `state/call` has it. */
export interface Microphone {
  readonly view: OwnMedia
  readonly audio: MediaStreamTrack | null
  open(media: 'audio'): Promise<void>
  close(): void
  toggleMicrophone(): Promise<void>
}

export interface Parts {
  live: Pick<Live, 'on' | 'setInCall'>
  commands: Commands
  microphone: (changed: () => void) => Microphone
  connection: (handlers: ConnectionHandlers) => Pick<Connection, 'open' | 'replace' | 'play' | 'close'>
  /** Whether this tab is in a video call. */
  inCall: () => boolean
}

export class ConferenceController {
  readonly snapshot: Store<ConferenceSnapshot>
  readonly #parts: Parts
  readonly #microphone: Microphone
  #connection: ReturnType<Parts['connection']> | null = null
  #state: State = initial
  #blocked = false
  #person = ''
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(parts: Parts) {
    this.#parts = parts
    this.#microphone = parts.microphone(() => this.#microphoneChanged())
    this.snapshot = new Store(this.#snapshot())
    parts.live.on('conference.changed', ({ account_id, live }) => this.#saw(account_id, live))
    // What was told while the way was closed is told nowhere again.
    parts.live.on('opened', () => {
      if (isBusy(this.#state) && this.#state.place) void this.#look(this.#state.place.id)
    })
  }

  /** Says who uses this tab; null when nobody is signed in any more. */
  setPerson(id: string | null): void {
    if (id === null) this.#do({ type: 'leave' })
    this.#person = id ?? ''
  }

  /** Says that a video call has begun: nobody talks in two places at once. */
  callBegan(): void {
    this.#do({ type: 'call_began' })
  }

  join(conference: Pick<Conference, 'account_id' | 'name' | 'most' | 'live'>): void {
    const { account_id, name, most, live } = conference
    const full = (live?.participants.length ?? 0) >= most
    this.#do({ type: 'join', place: { id: account_id, name }, inCall: this.#parts.inCall(), full })
  }

  leave(): void {
    this.#do({ type: 'leave' })
  }

  /** Takes what went wrong off the screen. */
  dismiss(): void {
    this.#do({ type: 'dismiss' })
  }

  toggleMicrophone(): void {
    void this.#microphone.toggleMicrophone()
  }

  /** Lets hear what the browser held back. */
  playSound(): void {
    this.#connection?.play()
  }

  /** The page is being closed. */
  pageClosed(): void {
    const { place, phase } = this.#state
    if (!isBusy(this.#state) || place === null) return
    if (phase !== 'asking') this.#parts.commands.leaveAtOnce(place.id)
    const [next] = step(this.#state, { type: 'leave' })
    this.#state = next
    this.#close()
    this.#reconcile()
  }

  #do(event: Event): void {
    const [next, effects] = step(this.#state, event)
    if (next === this.#state && effects.length === 0) return
    this.#state = next
    for (const effect of effects) this.#carryOut(effect)
    this.#reconcile()
  }

  #carryOut(effect: Effect): void {
    switch (effect.do) {
      case 'open_microphone':
        void this.#openMicrophone(effect.attempt)
        break
      case 'connect':
        this.#connect(effect.attempt, effect.place)
        break
      case 'close':
        this.#close()
        break
      // What could not be said the server notices by itself.
      case 'leave':
        void this.#parts.commands.leave(effect.place).catch(() => null)
        break
      case 'look':
        void this.#look(effect.place)
    }
  }

  async #openMicrophone(attempt: number): Promise<void> {
    await this.#microphone.open('audio')
    const why = this.#microphone.view.microphone
    if (why === 'denied' || why === 'missing' || why === 'busy')
      this.#do({ type: 'microphone_failed', attempt, why })
    else this.#do({ type: 'microphone_opened', attempt })
  }

  #connect(attempt: number, place: string): void {
    const { commands, connection } = this.#parts
    const opened = connection({
      joined: (participant) => this.#do({ type: 'joined', attempt, place, participant }),
      connected: () => this.#do({ type: 'connected', attempt }),
      away: () => this.#do({ type: 'away', attempt }),
      lost: () => this.#do({ type: 'lost', attempt }),
      refused: (error) => {
        const { code, status, message } = error instanceof Refusal ? error : Refusal.unreachable()
        this.#do({ type: 'refused', attempt, code, status, message })
      },
      blocked: (blocked) => {
        this.#blocked = blocked
        this.#publish()
      },
    })
    this.#connection = opened
    this.#timer = setTimeout(() => this.#do({ type: 'time_over', attempt }), CONNECT_WITHIN)
    void opened.open(this.#microphone.audio, commands.configuration(), (sdp) => commands.join(place, sdp))
  }

  #close(): void {
    clearTimeout(this.#timer)
    this.#connection?.close()
    this.#connection = null
    this.#blocked = false
    this.#microphone.close()
  }

  async #look(place: string): Promise<void> {
    try {
      this.#saw(place, await this.#parts.commands.look(place))
    } catch (error) {
      // Not for me any more; a server that is away is asked again when the way is open.
      if (error instanceof Refusal && error.code === 'not_found') this.#saw(place, null)
    }
  }

  #saw(place: string, live: LiveConference | null): void {
    this.#do({ type: 'live', place, live, me: this.#person })
  }

  #microphoneChanged(): void {
    this.#connection?.replace(this.#microphone.audio)
    this.#publish()
  }

  #reconcile(): void {
    this.#parts.live.setInCall(isBusy(this.#state), 'conference')
    this.#publish()
  }

  #publish(): void {
    this.snapshot.set(this.#snapshot())
  }

  #snapshot(): ConferenceSnapshot {
    const { phase, place, participant, muted, away, problem, message } = this.#state
    return {
      phase,
      place,
      participant: isBusy(this.#state) ? participant : null,
      muted,
      away,
      problem,
      message,
      microphone: this.#microphone.view.microphone,
      blocked: this.#blocked,
    }
  }
}
