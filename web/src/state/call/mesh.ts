/** The direct connections to all others of a room, mostly two at most (docs/calls.md, "In the browser"). */
import type { Room, Seat } from '@/protocol/types'
import { successors, together } from './joining'
import { type Message, PeerConnection, type Told } from './peer'
import {
  type Footing,
  follow,
  type Judged,
  ladder,
  nextRung,
  type Sample,
  UNKNOWN,
  weakSide,
} from './quality'
import type { Tracks } from './sending'
import { type Counters, NONE, read } from './statistics'
import type { Peer } from './types'

export interface MeshHost {
  /** Sends to another seat of the room. */
  send(to: string, message: Message): void
  configuration(): RTCConfiguration
  tracks(): Tracks
  told(): Omit<Told, 'limited'>
  changed(): void
  /** Somebody for whom another one makes room is really seen, or heard if he shows no picture (CAL-9). */
  seen(seat: string): void
}

interface Member {
  seat: Seat
  connection: PeerConnection
  counters: Counters
  judged: Judged
  weak: 'me' | 'them' | null
  footing: Footing
  limited: boolean
  measured: boolean
  speakingUntil: number
  /** How often it was found that new picture or sound of this one has come, and of when the last was. */
  arrived: number
  newest: number
}

interface Begun {
  connection: PeerConnection
  /** Says to which seat it leads. */
  address(seat: string): void
}

/** How often the connection is measured, and how often it is asked who speaks. Milliseconds. */
const MEASURE_EVERY = 2_000
const LISTEN_EVERY = 200

/** A voice is louder than this (0 to 1), and its owner is marked a while longer than he speaks. */
const VOICE = 0.02
const MARKED_FOR = 600

/** Pictures that have come this often do not stop after the first one. */
const SEEN_AFTER = 3

/** Who has arrived is told of after this time by a page that draws nothing (milliseconds). */
const SHOWN_WITHIN = 3_000

/** Signals for a seat that is not known yet are kept: they can be faster than the news of the seat. */
const EARLY_AT_MOST = 60

export class Mesh {
  speakingSeat: string | null = null
  readonly #host: MeshHost
  readonly #members = new Map<string, Member>()
  #early: { from: string; message: Message }[] = []
  /** A connection that was begun before it was known to whom. */
  #ahead: Begun | null = null
  #spare: RTCPeerConnection | null = null
  #mySeat: string | null = null
  /** Those for whom another one makes room, of them who is here, and of whom it was told. */
  #awaited = new Set<string>()
  readonly #arrived = new Set<string>()
  readonly #told = new Set<string>()
  #measuring: ReturnType<typeof setInterval> | undefined
  #listening: ReturnType<typeof setInterval> | undefined

  constructor(host: MeshHost) {
    this.#host = host
  }

  /**
   * Makes ready what takes a browser some time: for who has accepted a whole offer, for who waits for an answer an empty
   * connection.
   */
  prepare(offers: boolean): void {
    if (this.#members.size > 0 || this.#ahead !== null) return
    if (offers) this.#ahead = this.#begin(true)
    else this.#spare ??= new RTCPeerConnection(this.#host.configuration())
  }

  /** Connects with the seats that are new, and closes what is left. */
  update(room: Room, mine: Seat): void {
    // What came early for a seat that was not known yet is kept.
    if (this.#mySeat !== null && this.#mySeat !== mine.id) this.close()
    this.#mySeat = mine.id
    this.#awaited = successors(room, mine.id)
    const present = room.seats.filter(({ id, state }) => id !== mine.id && state !== 'left')
    // What was begun ahead is for somebody with whom I talk.
    present.sort((a, b) => Number(together(b, mine)) - Number(together(a, mine)))
    for (const [id, member] of this.#members) {
      if (present.some((seat) => seat.id === id)) continue
      member.connection.close()
      this.#members.delete(id)
    }
    for (const seat of present) {
      const member = this.#members.get(seat.id)
      // Who goes on by telephone, or with the browser again, is reached in another way.
      if (member && isSameWay(member.seat, seat)) {
        member.seat = seat
        void member.connection.setApart(!together(seat, mine))
      } else {
        member?.connection.close()
        this.#add(seat, mine)
      }
    }
    this.#run(this.#members.size > 0)
  }

  receive(from: string, message: Message): void {
    const member = this.#members.get(from)
    if (member) member.connection.receive(message)
    else if (this.#early.length < EARLY_AT_MOST) this.#early.push({ from, message })
  }

  /** Somebody who has arrived stands on the screen: who made room for him may go. */
  shown(id: string): void {
    if (!this.#arrived.has(id) || this.#told.has(id)) return
    this.#told.add(id)
    this.#host.seen(id)
  }

  async applyTracks(): Promise<void> {
    const begun = [...this.#members.values(), ...(this.#ahead ? [this.#ahead] : [])]
    await Promise.all(begun.map(({ connection }) => connection.applyTracks()))
    this.tell()
  }

  /** Tells the others whether camera and microphone are on. */
  tell(): void {
    for (const { connection } of this.#members.values()) connection.tell()
  }

  networkChanged(): void {
    for (const { connection } of this.#members.values()) connection.networkChanged()
  }

  close(): void {
    for (const { connection } of this.#members.values()) connection.close()
    this.#ahead?.connection.close()
    this.#ahead = null
    this.#spare?.close()
    this.#spare = null
    this.#members.clear()
    this.#early = []
    this.#mySeat = null
    this.#awaited.clear()
    this.#arrived.clear()
    this.#told.clear()
    this.speakingSeat = null
    this.#run(false)
  }

  /** Whether a first connection has been described by both sides. */
  get isDescribed(): boolean {
    return [...this.#members.values()].some(({ connection }) => connection.code !== null)
  }

  /** The others as the screens draw them. */
  peers(): Peer[] {
    const now = Date.now()
    return [...this.#members.values()].map(({ seat, connection, judged, weak, measured, speakingUntil }) => ({
      seatId: seat.id,
      person: seat.person,
      telephone: seat.telephone,
      apart: connection.apart,
      circle: seat.circle,
      successor: seat.successor,
      arrived: this.#arrived.has(seat.id),
      stream: connection.stream.getTracks().length > 0 ? connection.stream : null,
      connection:
        seat.state === 'away' && connection.connection !== 'connected' ? 'away' : connection.connection,
      camera: connection.other.camera,
      microphone: connection.other.microphone,
      speaking: speakingUntil > now,
      quality: measured ? judged.quality : null,
      weakSide: weak,
      code: connection.code,
    }))
  }

  #add(seat: Seat, mine: Seat): void {
    // Who sat down later makes the offers: he knows first that both are there.
    const after = seat.joined_at === mine.joined_at ? mine.id > seat.id : mine.joined_at > seat.joined_at
    const later = after || seat.telephone
    const member = {
      seat,
      counters: NONE,
      judged: UNKNOWN,
      weak: null,
      footing: { rung: 0, good: 0 },
      limited: false,
      measured: false,
      speakingUntil: 0,
      arrived: 0,
      newest: 0,
    }
    const ahead = later && !seat.telephone ? this.#ahead : null
    const begun = ahead ?? this.#begin(later, seat.telephone)
    if (ahead) this.#ahead = null
    const { connection } = begun
    this.#members.set(seat.id, { ...member, connection })
    // Before the other side learns of the connection: not a moment of sound may pass.
    void connection.setApart(!together(seat, mine))
    begun.address(seat.id)
    const early = this.#early.filter(({ from }) => from === seat.id)
    this.#early = this.#early.filter(({ from }) => from !== seat.id)
    for (const { message } of early) connection.receive(message)
  }

  /** Begins a connection; what it has to say is kept until it is known to whom. */
  #begin(offers: boolean, telephone = false): Begun {
    let to: string | null = null
    const kept: Message[] = []
    const connection = new PeerConnection(
      {
        connection: () => this.#takeSpare() ?? new RTCPeerConnection(this.#host.configuration()),
        configuration: () => this.#host.configuration(),
        send: (message) => {
          if (to === null) kept.push(message)
          else this.#host.send(to, message)
        },
        tracks: () => this.#host.tracks(),
        told: () => ({ ...this.#host.told(), limited: (to && this.#members.get(to)?.limited) || false }),
        changed: () => this.#host.changed(),
      },
      offers,
      telephone,
    )
    return {
      connection,
      address: (seat) => {
        to = seat
        for (const message of kept.splice(0)) this.#host.send(seat, message)
      },
    }
  }

  #takeSpare(): RTCPeerConnection | null {
    const spare = this.#spare
    this.#spare = null
    return spare
  }

  #run(running: boolean): void {
    if (running === (this.#measuring !== undefined)) return
    clearInterval(this.#measuring)
    clearInterval(this.#listening)
    this.#measuring = running ? setInterval(() => void this.#measure(), MEASURE_EVERY) : undefined
    this.#listening = running ? setInterval(() => this.#listen(), LISTEN_EVERY) : undefined
  }

  async #measure(): Promise<void> {
    const watching = [...this.#members.values()].filter(({ seat }) => !seat.telephone)
    const rungs = ladder(watching.length + 1)
    for (const member of this.#members.values()) {
      const { pc } = member.connection
      if (pc === null || member.connection.connection !== 'connected') continue
      await member.connection.keepActive()
      // Nothing goes either way, so there is nothing to judge.
      if (member.connection.apart) {
        member.measured = false
        continue
      }
      const report = await pc.getStats().catch(() => null)
      if (report === null) continue
      const { sample, counters } = read(report.entries(), member.counters)
      member.counters = counters
      if (member.connection.apart) continue
      this.#judge(member, sample, rungs.length)
      await send(pc, rungs[member.footing.rung] ?? null)
    }
    this.#host.changed()
  }

  #judge(member: Member, sample: Sample, rungs: number): void {
    member.measured = true
    member.judged = follow(member.judged, sample)
    member.weak = member.judged.quality === 'good' ? null : weakSide(sample, member.connection.other.limited)
    member.footing = nextRung(member.footing, sample, rungs)
    const limited = sample.limited || member.footing.rung > 0
    if (limited === member.limited) return
    member.limited = limited
    member.connection.tell()
  }

  /** Asks the receivers how loud their last packets were: no audio graph is needed for that. */
  #listen(): void {
    const now = Date.now()
    let changed = false
    for (const [id, member] of this.#members) {
      this.#await(id, member)
      const spoke = member.speakingUntil > now - LISTEN_EVERY
      // What was last heard of who is apart now stays in the receiver for a while.
      if (member.connection.apart) member.speakingUntil = 0
      else if (loudness(member.connection.pc) > VOICE) {
        member.speakingUntil = now + MARKED_FOR
        this.speakingSeat = id
      }
      changed ||= spoke !== member.speakingUntil > now
    }
    if (changed) this.#host.changed()
  }

  /** Finds out whether somebody is here for whom another one makes room; tells it once he is shown in the other's place. */
  #await(id: string, member: Member): void {
    if (!this.#awaited.has(id) || this.#arrived.has(id)) return
    const newest = lastCome(member.connection)
    if (newest !== null && newest !== member.newest) {
      member.arrived += 1
      member.newest = newest
    }
    if (member.arrived < SEEN_AFTER) return
    this.#arrived.add(id)
    this.#host.changed()
    setTimeout(() => this.shown(id), SHOWN_WITHIN)
  }
}

/** When the last came of what can be shown or played of this one; null when nothing has. */
function lastCome({ connection, other, pc }: PeerConnection): number | null {
  const kind = other.camera ? 'video' : other.microphone ? 'audio' : null
  // Who only listens is here when he is connected.
  if (kind === null) return connection === 'connected' ? Date.now() : null
  const receiver = pc?.getReceivers().find(({ track }) => track.kind === kind)
  return receiver?.getSynchronizationSources()[0]?.timestamp ?? null
}

/** Whether a seat is reached as it was before. */
function isSameWay(before: Seat, now: Seat): boolean {
  return before.telephone === now.telephone && (!now.telephone || before.client === now.client)
}

function loudness(pc: RTCPeerConnection | null): number {
  const receiver = pc?.getReceivers().find(({ track }) => track.kind === 'audio')
  return receiver?.getSynchronizationSources()[0]?.audioLevel ?? 0
}

/** Sends the picture at this rung of the ladder; null sends none, so that all there is goes to the sound. */
async function send(
  pc: RTCPeerConnection,
  rung: { maxBitrate: number; scale: number; framerate: number } | null,
): Promise<void> {
  for (const sender of pc.getSenders()) {
    if (sender.track?.kind !== 'video') continue
    const parameters = sender.getParameters()
    const encoding = parameters.encodings[0]
    if (encoding === undefined) continue
    const active = rung !== null
    if (encoding.active === active && (rung === null || encoding.maxBitrate === rung.maxBitrate)) continue
    encoding.active = active
    if (rung) {
      encoding.maxBitrate = rung.maxBitrate
      encoding.scaleResolutionDownBy = rung.scale
      encoding.maxFramerate = rung.framerate
    }
    // A negotiation under way makes the parameters old: the next measurement sets them.
    await sender.setParameters(parameters).catch(() => {})
  }
}
