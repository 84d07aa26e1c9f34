/**
 * One direct connection to one other seat. The seat that came later makes all offers, so that two never meet; the other
 * one asks for them. Sound and picture have their places from the first offer on: switching is `replaceTrack`, without a
 * round trip. (JSEP: RFC 9429. What is sent: `Message`.)
 */
import { comparisonCode } from './comparison_code'
import { forceKeyFrames, preferVp8, Sending, type Tracks } from './sending'

/** What travels between two seats; `session` names the offering connection, which a reload makes anew. */
export type Message =
  | { kind: 'hello' }
  | { kind: 'offer'; session: string; sdp: string }
  | { kind: 'answer'; session: string; sdp: string }
  | { kind: 'candidate'; session: string; candidate: RTCIceCandidateInit }
  | { kind: 'restart'; session: string }

/** What each tells the other over the data channel, which needs no server. */
export interface Told {
  camera: boolean
  microphone: boolean
  limited: boolean
}

export interface PeerHost {
  /** A new connection, or one that was made ready before. */
  connection(): RTCPeerConnection
  configuration(): RTCConfiguration
  send(message: Message): void
  tracks(): Tracks
  told(): Told
  changed(): void
}

/** An offer that is not answered within this time is sent again (milliseconds). */
const ANSWERED_WITHIN = 3_000

/** A way that is interrupted for longer than this is looked for anew. */
const INTERRUPTED_FOR = 1_500

/** Looking anew takes some time: not more often than this, and again when it brought nothing. */
const RESTART_AT_MOST_EVERY = 1_000
const LOOK_AGAIN_AFTER = 3_000

/** When whole pictures are sent after a change of the way. */
const WHOLE_PICTURES_AFTER = [300, 900, 1_800] as const

/** Who waits for an offer asks for it after this time: mostly it is under way already. */
const ASK_AFTER = 700

export class PeerConnection {
  readonly stream = new MediaStream()
  connection: 'connecting' | 'connected' | 'reconnecting' = 'connecting'
  code: string | null = null
  /** What the other side says of itself. */
  other: Told = { camera: true, microphone: true, limited: false }
  readonly #host: PeerHost
  readonly #offers: boolean
  readonly #telephone: boolean
  #session = ''
  #pc: RTCPeerConnection | null = null
  #channel: RTCDataChannel | null = null
  #candidates: RTCIceCandidateInit[] = []
  #resend: ReturnType<typeof setTimeout> | undefined
  #interrupted: ReturnType<typeof setTimeout> | undefined
  readonly #sending: Sending
  #restartedAt = 0
  #begunAt = 0
  #wasConnected = false
  /** Signals are handled one after the other. */
  #queue: Promise<void> = Promise.resolve()

  /** A telephone is reached by the server, which always waits for an offer, and for nothing but sound. */
  constructor(host: PeerHost, offers: boolean, telephone = false) {
    this.#host = host
    this.#offers = offers
    this.#telephone = telephone
    this.#sending = new Sending(() => host.tracks())
    if (telephone) this.other = { camera: false, microphone: true, limited: false }
    if (offers) this.#begin()
    else this.#askLater(ASK_AFTER)
  }

  get pc(): RTCPeerConnection | null {
    return this.#pc
  }

  receive(message: Message): void {
    this.#queue = this.#queue
      .then(() => this.#handle(message))
      // A signal of a connection that has ended meanwhile.
      .catch(() => this.#askAgain())
  }

  /** The network may have changed: looks for another way before the browser notices that the old one is dead. */
  networkChanged(): void {
    this.#restart()
  }

  /** Sends the present tracks. */
  async applyTracks(): Promise<void> {
    if (this.#pc) await this.#sending.apply(this.#pc)
  }

  /** Sends nothing from now on, or sends again; the connection stays, so that both is at once (CAL-10). */
  async setApart(apart: boolean): Promise<void> {
    if (apart === this.#sending.apart) return
    this.#sending.apart = apart
    await this.applyTracks()
    await this.keepActive()
    if (!apart) this.#refreshPictures()
  }

  get apart(): boolean {
    return this.#sending.apart
  }

  /** Lets each sender be active or not as it should: what came between when it was last tried is mended. */
  async keepActive(): Promise<void> {
    if (this.#pc) await this.#sending.keepActive(this.#pc)
  }

  /** Tells the other side what it can not see. */
  tell(): void {
    if (this.#channel?.readyState === 'open') this.#channel.send(JSON.stringify(this.#host.told()))
  }

  close(): void {
    clearTimeout(this.#resend)
    clearTimeout(this.#interrupted)
    this.#drop()
  }

  #begin(): void {
    this.#session = crypto.randomUUID()
    this.#begunAt = Date.now()
    const pc = this.#open()
    const { audio, video } = this.#sending.tracks()
    const streams = [new MediaStream()]
    // The sound comes first: where bandwidth is short, its place in the description decides nothing, but its priority does.
    pc.addTransceiver(audio ?? 'audio', {
      direction: 'sendrecv',
      streams,
      sendEncodings: [{ priority: 'high', networkPriority: 'high' }],
    })
    if (!this.#telephone) preferVp8(pc.addTransceiver(video ?? 'video', { direction: 'sendrecv', streams }))
    void this.#offer()
  }

  async #offer(): Promise<void> {
    const pc = this.#pc
    if (pc === null) return
    const session = this.#session
    try {
      await pc.setLocalDescription()
    } catch {
      return
    }
    if (pc !== this.#pc || pc.localDescription === null) return
    this.#host.send({ kind: 'offer', session, sdp: pc.localDescription.sdp })
    clearTimeout(this.#resend)
    this.#resend = setTimeout(() => {
      if (this.#pc === pc && pc.signalingState === 'have-local-offer') void this.#offer()
    }, ANSWERED_WITHIN)
  }

  #askLater(wait: number): void {
    clearTimeout(this.#resend)
    this.#resend = setTimeout(() => {
      if (this.#pc !== null) return
      this.#host.send({ kind: 'hello' })
      this.#askLater(ANSWERED_WITHIN)
    }, wait)
  }

  /** After a signal that could not be used: begin anew, not too often. */
  #askAgain(): void {
    clearTimeout(this.#resend)
    this.#resend = setTimeout(() => {
      if (this.connection === 'connected') return
      if (this.#offers) this.#begin()
      else this.#host.send({ kind: 'hello' })
    }, ANSWERED_WITHIN)
  }

  async #handle(message: Message): Promise<void> {
    switch (message.kind) {
      case 'hello':
        // Who asks while an offer is under way to him gets that one.
        if (this.#offers && Date.now() - this.#begunAt > ANSWERED_WITHIN) this.#begin()
        return
      case 'restart':
        if (this.#offers && message.session === this.#session) this.#restart()
        return
      case 'offer':
        if (!this.#offers) await this.#answer(message.session, message.sdp)
        return
      case 'answer':
        if (
          this.#offers &&
          message.session === this.#session &&
          this.#pc?.signalingState === 'have-local-offer'
        ) {
          clearTimeout(this.#resend)
          await this.#pc.setRemoteDescription({ type: 'answer', sdp: message.sdp })
          await this.#described()
        }
        return
      case 'candidate':
        if (message.session !== this.#session) {
          // Of a connection that is no more.
          return
        }
        if (this.#pc?.remoteDescription) await this.#pc.addIceCandidate(message.candidate).catch(() => {})
        else this.#candidates.push(message.candidate)
    }
  }

  async #answer(session: string, sdp: string): Promise<void> {
    clearTimeout(this.#resend)
    if (session !== this.#session || this.#pc === null) {
      this.#session = session
      this.#open()
    } else this.#refreshPictures()
    const pc = this.#pc
    if (pc === null) return
    await pc.setRemoteDescription({ type: 'offer', sdp })
    for (const transceiver of pc.getTransceivers()) transceiver.direction = 'sendrecv'
    await this.applyTracks()
    await pc.setLocalDescription()
    if (pc !== this.#pc || pc.localDescription === null) return
    this.#host.send({ kind: 'answer', session, sdp: pc.localDescription.sdp })
    await this.#described()
  }

  /** Both sides have described themselves: the code can be told, and early candidates be used. */
  async #described(): Promise<void> {
    const pc = this.#pc
    if (pc === null) return
    for (const candidate of this.#candidates.splice(0)) await pc.addIceCandidate(candidate).catch(() => {})
    const { localDescription, remoteDescription } = pc
    if (localDescription === null || remoteDescription === null) return
    if (this.apart) void this.keepActive()
    this.code = await comparisonCode(localDescription.sdp, remoteDescription.sdp)
    this.#host.changed()
  }

  /** Opens a fresh connection; an older one is closed. */
  #open(): RTCPeerConnection {
    this.#drop()
    this.#sending.begin()
    const pc = this.#host.connection()
    this.#pc = pc
    this.#candidates = []
    this.code = null
    const session = this.#session
    pc.onicecandidate = ({ candidate }) => {
      if (candidate) this.#host.send({ kind: 'candidate', session, candidate: candidate.toJSON() })
    }
    pc.ontrack = ({ track }) => {
      for (const old of this.stream.getTracks()) if (old.kind === track.kind) this.stream.removeTrack(old)
      this.stream.addTrack(track)
      this.#host.changed()
    }
    pc.oniceconnectionstatechange = () => this.#follow(pc)
    pc.onconnectionstatechange = () => this.#follow(pc)
    if (!this.#telephone) {
      const channel = pc.createDataChannel('state', { negotiated: true, id: 0 })
      channel.onopen = () => this.tell()
      channel.onmessage = ({ data }) => this.#hear(data)
      this.#channel = channel
    }
    return pc
  }

  #hear(data: unknown): void {
    try {
      const { camera, microphone, limited } = JSON.parse(String(data)) as Partial<Told>
      this.other = { camera: camera === true, microphone: microphone === true, limited: limited === true }
      this.#host.changed()
    } catch {
      // What can not be read says nothing.
    }
  }

  #follow(pc: RTCPeerConnection): void {
    if (pc !== this.#pc) return
    const ice = pc.iceConnectionState
    if (ice === 'connected' || ice === 'completed') {
      clearTimeout(this.#interrupted)
      this.connection = 'connected'
      this.#wasConnected = true
    } else if (ice === 'disconnected') {
      this.connection = 'reconnecting'
      this.#restartLater(INTERRUPTED_FOR)
    } else if (ice === 'failed' || pc.connectionState === 'failed') {
      this.connection = this.#wasConnected ? 'reconnecting' : 'connecting'
      this.#restart()
    }
    this.#host.changed()
  }

  /** Looks for another way between both (ICE restart, RFC 8445 section 9), and goes on until there is one. */
  #restart(): void {
    const pc = this.#pc
    if (pc === null) return
    const wait = this.#restartedAt + RESTART_AT_MOST_EVERY - Date.now()
    if (wait > 0) {
      this.#restartLater(wait)
      return
    }
    this.#restartedAt = Date.now()
    if (!this.#offers) this.#host.send({ kind: 'restart', session: this.#session })
    // The server does not look for ways: a new connection is as quick.
    else if (this.#telephone) this.#begin()
    else {
      pc.setConfiguration(this.#host.configuration())
      pc.restartIce()
      void this.#offer()
    }
    this.#refreshPictures()
    this.#restartLater(LOOK_AGAIN_AFTER)
  }

  #restartLater(wait: number): void {
    clearTimeout(this.#interrupted)
    this.#interrupted = setTimeout(() => {
      const ice = this.#pc?.iceConnectionState
      if (ice !== 'connected' && ice !== 'completed') this.#restart()
    }, wait)
  }

  /** After a pause the other side waits for a whole picture; unasked it could take seconds. */
  #refreshPictures(): void {
    const pc = this.#pc
    for (const wait of WHOLE_PICTURES_AFTER) {
      setTimeout(() => {
        if (pc !== null && pc === this.#pc) forceKeyFrames(pc)
      }, wait)
    }
  }

  #drop(): void {
    const pc = this.#pc
    this.#pc = null
    this.#channel = null
    if (pc === null) return
    pc.onicecandidate = pc.ontrack = pc.oniceconnectionstatechange = pc.onconnectionstatechange = null
    pc.close()
    for (const track of this.stream.getTracks()) this.stream.removeTrack(track)
    if (this.#wasConnected) this.connection = 'reconnecting'
  }
}
