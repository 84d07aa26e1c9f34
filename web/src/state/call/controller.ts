/** Carries out what the rules of `machine.ts` ask for, and shows the result as one snapshot. */
import type { Refusal } from '@/protocol/refusal'
import type { Ring, Room } from '@/protocol/types'
import type { Live, Signal } from '../live'
import { Store } from '../store'
import type { Commands } from './commands'
import { type Effect, type Event, initial, isBusy, mySeat, others, type State, step } from './machine'
import { Mesh } from './mesh'
import { partners } from './outcome'
import { OwnTracks } from './own_media'
import type { Message } from './peer'
import type { CallController, CallSnapshot, JoinCommand, MediaKind, Notice } from './types'

/** What happens around a call on this device: sounds, a notification. */
export interface Surroundings {
  /** Called after each change with what rings here, whether one's own call rings elsewhere, and whether one waits. */
  show(state: { incoming: Ring[]; calling: boolean; onHold: boolean }): void
}

/** The screen of a call is drawn after the first signals, but not later than this (milliseconds). */
const DRAWN_WITHIN = 120

type EventWithoutTime = Event extends infer E ? (E extends Event ? Omit<E, 'at'> : never) : never

export class Controller implements CallController {
  readonly snapshot: Store<CallSnapshot>
  #state: State
  readonly #live: Live
  readonly #commands: Commands
  readonly #surroundings: Surroundings
  readonly #own = new OwnTracks(() => this.#ownChanged())
  readonly #mesh: Mesh
  #timer: ReturnType<typeof setTimeout> | undefined
  #wasOpen = false
  #startCommand: (() => Promise<Room>) | null = null
  #held: ReturnType<typeof setTimeout> | null = null
  readonly #followers = new Set<(notice: Notice) => void>()

  constructor(live: Live, commands: Commands, surroundings: Surroundings) {
    this.#live = live
    this.#commands = commands
    this.#surroundings = surroundings
    this.#state = initial('', '')
    this.#mesh = new Mesh({
      send: (to, message) => this.#signal(to, message),
      configuration: () => commands.configuration(),
      tracks: () => ({ audio: this.#own.audio, video: this.#own.video }),
      told: () => ({
        camera: this.#own.view.camera === 'on',
        microphone: this.#own.view.microphone === 'on',
      }),
      changed: () => this.#publish(),
      seen: (seat) => this.#do({ type: 'seen', seat }),
    })
    this.snapshot = new Store(this.#snapshot())
    live.on('ring.started', ({ ring }) => this.#do({ type: 'ring_started', ring }))
    live.on('ring.ended', ({ ring }) => this.#do({ type: 'ring_ended', ring }))
    live.on('room.changed', ({ room }) => this.#do({ type: 'room_changed', room }))
    live.on('signal', (signal) => this.#hear(signal))
    live.on('opened', () => this.#reopened())
    live.status.subscribe(() => this.#publish())
  }

  /** Says who uses this tab; null when nobody is signed in any more. */
  setPerson(id: string | null): void {
    if (id === this.#state.me) return
    this.#mesh.close()
    this.#own.close()
    clearTimeout(this.#timer)
    this.#state = initial(id ?? '', this.#live.clientId)
    this.#reconcile()
  }

  start: CallController['start'] = async (people, media) => {
    this.#startCommand = null
    this.#do({ type: 'start', people, media })
  }
  startBy: CallController['startBy'] = async (people, media, command) => {
    if (isBusy(this.#state)) return
    this.#startCommand = command
    this.#do({ type: 'start', people, media })
  }
  accept: CallController['accept'] = async (ring) => this.#do({ type: 'accept', ring })
  decline: CallController['decline'] = async (ring) => this.#do({ type: 'decline', ring })
  hangUp: CallController['hangUp'] = async () => this.#do({ type: 'hang_up' })
  comeBack: CallController['comeBack'] = async () => this.#do({ type: 'come_back' })
  declineReturn: CallController['declineReturn'] = async () => this.#do({ type: 'decline_return' })
  toVideo: CallController['toVideo'] = async () => this.#do({ type: 'to_video' })
  shown: CallController['shown'] = (seat) => this.#mesh.shown(seat)
  toggleCamera: CallController['toggleCamera'] = async () => this.#own.toggleCamera()
  toggleMicrophone: CallController['toggleMicrophone'] = async () => this.#own.toggleMicrophone()
  dismiss: CallController['dismiss'] = () => this.#do({ type: 'dismiss' })
  bringIn: CallController['bringIn'] = async (way, whom, note) =>
    this.#do({ type: 'join', command: { do: 'bring_in', way, whom, note } })
  stopRing: CallController['stopRing'] = async (ring) =>
    this.#do({ type: 'join', command: { do: 'stop_ring', ring } })
  endConsult: CallController['endConsult'] = async () =>
    this.#do({ type: 'join', command: { do: 'end_consult' } })
  joinAll: CallController['joinAll'] = async () => this.#do({ type: 'join', command: { do: 'join_all' } })
  handOver: CallController['handOver'] = async () => this.#do({ type: 'join', command: { do: 'hand_over' } })

  onNotice(follower: (notice: Notice) => void): () => void {
    this.#followers.add(follower)
    return () => {
      this.#followers.delete(follower)
    }
  }

  #do(event: EventWithoutTime): void {
    // The id of the tab is known once the stream has started.
    const state = this.#state.client ? this.#state : { ...this.#state, client: this.#live.clientId }
    const [next, effects] = step(state, { ...event, at: Date.now() } as Event)
    this.#state = next
    if (!isTogether(state) && isTogether(next)) this.#hold()
    for (const effect of effects) this.#carryOut(effect)
    this.#reconcile()
  }

  #carryOut(effect: Effect): void {
    switch (effect.do) {
      case 'open_media':
        void this.#openMedia(effect.attempt, effect.media)
        break
      case 'close_media':
        this.#own.close()
        break
      case 'prefetch':
        void this.#commands.prefetch()
        break
      case 'start':
        void this.#ask(
          effect.attempt,
          this.#startCommand?.() ?? this.#commands.start(effect.people, effect.media),
        )
        break
      case 'accept':
        this.#mesh.prepare(true)
        void this.#ask(effect.attempt, this.#commands.accept(effect.ring))
        break
      case 'return':
        void this.#ask(effect.attempt, this.#commands.comeBack(effect.room))
        break
      case 'to_video':
        void this.#ask(this.#state.attempt, this.#commands.toVideo(effect.room))
        break
      // The server ends what is left by itself: a refusal means that it has already ended.
      case 'decline':
        void this.#commands.decline(effect.ring).catch(() => null)
        break
      case 'leave':
        void this.#commands.leave(effect.room).catch(() => null)
        break
      case 'join':
        void this.#join(effect.asked, effect.room, effect.command)
        break
      // Unheard it changes little: who hands over leaves a moment later.
      case 'say_seen':
        void this.#commands.seen(effect.room, effect.seat).catch(() => null)
        break
      case 'tell':
        for (const follower of [...this.#followers]) follower(effect.notice)
        break
      case 'camera_on':
        if (this.#own.video === null) void this.#own.toggleCamera()
    }
  }

  async #openMedia(attempt: number, media: MediaKind): Promise<void> {
    await this.#own.open(media)
    this.#do({ type: 'media_ready', attempt })
  }

  async #ask(attempt: number, request: Promise<Room>): Promise<void> {
    try {
      const room = await request
      this.#do({ type: 'answered', attempt, room })
    } catch (error) {
      const { message, code } = error as Refusal
      this.#do({ type: 'refused', attempt, message, code })
    }
  }

  async #join(asked: number, room: string, command: JoinCommand): Promise<void> {
    try {
      this.#do({ type: 'join_answered', asked, room: await this.#commands.join(room, command) })
    } catch (error) {
      this.#do({ type: 'join_refused', asked, message: (error as Refusal).message })
    }
  }

  #signal(to: string, data: Message): void {
    const { room } = this.#state
    const seat = mySeat(this.#state)
    if (room && seat) this.#live.send({ type: 'signal', room: room.id, seat: seat.id, to, data })
  }

  #hear({ room, from, data }: Signal): void {
    // While the answer to one's own accept is under way, the other side may already be talking.
    const wanted = this.#state.room ? this.#state.room.id === room : this.#state.phase === 'preparing'
    if (wanted) this.#mesh.receive(from, data as Message)
  }

  /** The way to the server is open: what happened meanwhile, and does the media still have its way? */
  #reopened(): void {
    const again = this.#wasOpen
    this.#wasOpen = true
    if (again && isBusy(this.#state)) this.#mesh.networkChanged()
    const asked = Date.now()
    this.#commands.live().then(
      ({ rooms, rings }) => this.#do({ type: 'live', rooms, rings, asked }),
      // Not reached: the stream will break too, and this is asked again.
      () => null,
    )
  }

  #ownChanged(): void {
    void this.#mesh.applyTracks()
    this.#publish()
  }

  /** Makes connections, timers and sounds follow the state. */
  #reconcile(): void {
    const state = this.#state
    const seat = mySeat(state)
    if (!isBusy(state)) this.#mesh.close()
    else if (state.room && seat) this.#mesh.update(state.room, seat)
    if (state.phase === 'calling') this.#mesh.prepare(false)
    this.#live.setInCall(isBusy(state))
    this.#surroundings.show({
      incoming: isBusy(state) ? [] : state.incoming,
      calling: state.phase === 'calling' && others(state).length === 0,
      onHold: seat?.circle === 'on_hold',
    })
    clearTimeout(this.#timer)
    const { countdownEnds, returnUntil } = state
    const next = countdownEnds ?? returnUntil
    if (next !== null) {
      const type = countdownEnds === null ? 'return_over' : 'countdown_over'
      this.#timer = setTimeout(() => this.#do({ type }), Math.max(0, next - Date.now()))
    }
    this.#publish()
  }

  /** Drawing a whole screen takes as long as describing a connection: the connection goes first. */
  #hold(): void {
    if (this.#held !== null) clearTimeout(this.#held)
    this.#held = setTimeout(() => this.#release(), DRAWN_WITHIN)
  }

  #release(): void {
    this.#held = null
    this.#publish()
  }

  #publish(): void {
    if (this.#held !== null && isTogether(this.#state) && !this.#mesh.isDescribed) return
    if (this.#held !== null) clearTimeout(this.#held)
    this.#held = null
    this.snapshot.set(this.#snapshot())
  }

  #snapshot(): CallSnapshot {
    const { phase, room, media, incoming, returnable, returnUntil, countdownEnds, outcome, asking } =
      this.#state
    const seat = mySeat(this.#state)
    return {
      phase,
      room,
      seatId: seat?.id ?? null,
      circle: seat?.circle ?? 'main',
      media,
      own: this.#own.view,
      peers: this.#mesh.peers(),
      people: partners(this.#state),
      outgoing: room?.rings ?? [],
      incoming,
      returnable,
      returnUntil,
      countdownEnds,
      outcome,
      online: this.#live.status.get() === 'open',
      asking: asking !== null,
      speakingSeat: this.#mesh.speakingSeat,
    }
  }
}

/** Whether somebody else is there. */
function isTogether({ phase }: State): boolean {
  return phase === 'countdown' || phase === 'talking'
}
