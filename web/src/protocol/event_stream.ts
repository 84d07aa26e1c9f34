/**
 * The one WebSocket of a tab (docs/protocol.md, "The WebSocket"). It resumes after the last event that it saw, drops what
 * comes twice, notices silence before the system does, and keeps what was to be sent while the way was closed.
 */

import { guestToken } from './identity'

export type StreamStatus = 'connecting' | 'open' | 'waiting' | 'stopped'

export interface StreamEvent {
  type: string
  data: unknown
  n?: number
}

export interface StreamHandlers {
  /** An event or another frame of the server, in order, each once. */
  event(event: StreamEvent): void
  /** Something may have been missed for good: fetch everything anew. */
  resync(): void
  /** The way is open again; called after what was missed has been handed over or `resync`. */
  opened(): void
  status(status: StreamStatus): void
  /** The session has ended, or the guest's link works no more. */
  signedOut(): void
}

/** Close code of the server: not signed in, or not any more. */
const NOT_SIGNED_IN = 4401

/** In a call a lost way is noticed after 2.5 s; else the battery of a telephone matters more. Milliseconds. */
const PACES = {
  call: { ping: 1_000, silence: 2_500, longestWait: 1_500 },
  rest: { ping: 10_000, silence: 25_000, longestWait: 15_000 },
} as const

/**
 * A page that has so much to do that its own clock comes later than this has not read what may have come. Later than the
 * second one it slept, and the server has given it up (milliseconds).
 */
const BUSY = 500
const ASLEEP = 25_000

/** A connection that is not open by then is given up. */
const OPEN_WITHIN = 8_000

/** What waited longer than this to be sent has lost its meaning. */
const KEEP_FOR = 30_000
const KEEP_AT_MOST = 300

export class EventStream {
  readonly #url: string
  readonly #handlers: StreamHandlers
  #client = ''
  #socket: WebSocket | null = null
  #last: number | null = null
  #failures = 0
  #pace: (typeof PACES)[keyof typeof PACES] = PACES.rest
  #heardAt = 0
  #pinger: ReturnType<typeof setInterval> | undefined
  #retry: ReturnType<typeof setTimeout> | undefined
  #giveUp: ReturnType<typeof setTimeout> | undefined
  #welcomed = false
  #running = false
  #waiting: { at: number; text: string }[] = []

  constructor(url: string, handlers: StreamHandlers) {
    this.#url = url
    this.#handlers = handlers
  }

  /** Connects as this tab and stays connected until `stop`. */
  start(client: string): void {
    if (this.#running) return
    this.#running = true
    this.#client = client
    window.addEventListener('online', this.#hurry)
    document.addEventListener('visibilitychange', this.#look)
    this.#connect()
  }

  /** Closes the connection and forgets what was seen. */
  stop(): void {
    this.#running = false
    window.removeEventListener('online', this.#hurry)
    document.removeEventListener('visibilitychange', this.#look)
    this.#drop()
    this.#last = null
    this.#waiting = []
    this.#handlers.status('stopped')
  }

  /** In a call the way is watched closely. */
  set inCall(inCall: boolean) {
    const pace = inCall ? PACES.call : PACES.rest
    if (pace === this.#pace) return
    this.#pace = pace
    if (this.#welcomed) this.#watch()
  }

  /** Sends a message now, or after the way is open again. */
  send(message: object): void {
    const text = JSON.stringify(message)
    if (this.#welcomed) this.#socket?.send(text)
    else if (this.#waiting.length < KEEP_AT_MOST) this.#waiting.push({ at: Date.now(), text })
  }

  /** Opens a new connection at once, without waiting for the old one to be found dead. */
  reconnect(): void {
    if (!this.#running) return
    this.#failures = 0
    this.#drop()
    this.#connect()
  }

  #connect(): void {
    clearTimeout(this.#retry)
    this.#handlers.status('connecting')
    const token = guestToken()
    const socket = new WebSocket(token ? `${this.#url}/guest` : this.#url)
    this.#socket = socket
    this.#giveUp = setTimeout(() => this.#lost(), OPEN_WITHIN)
    socket.onopen = () => {
      const hello = { type: 'hello', client: this.#client, last: this.#last }
      socket.send(JSON.stringify(token ? { ...hello, token } : hello))
    }
    socket.onmessage = (message) => this.#receive(String(message.data))
    socket.onclose = (close) => this.#closed(close.code)
  }

  #receive(text: string): void {
    this.#heardAt = Date.now()
    const frame = JSON.parse(text) as StreamEvent & { last?: number; resumed?: boolean }
    if (frame.type === 'welcome') this.#welcome(frame.last ?? 0, frame.resumed ?? false)
    else if (frame.type !== 'pong' && this.#isNext(frame)) this.#handlers.event(frame)
  }

  #welcome(last: number, resumed: boolean): void {
    clearTimeout(this.#giveUp)
    this.#welcomed = true
    this.#failures = 0
    this.#watch()
    if (!resumed) {
      this.#last = last
      this.#handlers.resync()
    }
    const now = Date.now()
    for (const { at, text } of this.#waiting) if (now - at < KEEP_FOR) this.#socket?.send(text)
    this.#waiting = []
    this.#handlers.status('open')
    this.#handlers.opened()
  }

  /** Whether this frame is to be handed over: not seen before, and none missed before it. */
  #isNext(frame: StreamEvent): boolean {
    if (frame.n === undefined) return true
    const last = this.#last ?? frame.n - 1
    if (frame.n <= last) return false
    if (frame.n > last + 1) {
      this.reconnect()
      return false
    }
    this.#last = frame.n
    return true
  }

  #watch(): void {
    clearInterval(this.#pinger)
    this.#heardAt = Date.now()
    this.#ping()
    let due = Date.now() + this.#pace.ping
    this.#pinger = setInterval(() => {
      const now = Date.now()
      const late = now - due
      due = now + this.#pace.ping
      // The time in which nobody could read counts for nothing.
      if (late > BUSY && late < ASLEEP) this.#heardAt = Math.min(now, this.#heardAt + late)
      if (now - this.#heardAt > this.#pace.silence) this.reconnect()
      else this.#ping()
    }, this.#pace.ping)
  }

  #ping(): void {
    if (this.#welcomed) this.#socket?.send(JSON.stringify({ type: 'ping', at: Date.now() }))
  }

  #closed(code: number): void {
    if (code === NOT_SIGNED_IN) {
      this.stop()
      this.#handlers.signedOut()
      return
    }
    this.#lost()
  }

  #lost(): void {
    this.#drop()
    if (!this.#running) return
    this.#handlers.status('waiting')
    const longest = Math.min(this.#pace.longestWait, 250 * 2 ** this.#failures)
    this.#failures += 1
    this.#retry = setTimeout(() => this.#connect(), longest * (0.5 + Math.random() / 2))
  }

  #drop(): void {
    clearInterval(this.#pinger)
    clearTimeout(this.#retry)
    clearTimeout(this.#giveUp)
    this.#welcomed = false
    const socket = this.#socket
    this.#socket = null
    if (socket === null) return
    socket.onopen = socket.onmessage = socket.onclose = null
    // A socket that is still connecting complains on the console when it is closed: it closes itself once it is open.
    if (socket.readyState === WebSocket.CONNECTING) socket.onopen = () => socket.close()
    else socket.close()
  }

  readonly #hurry = (): void => {
    if (this.#socket === null || !this.#welcomed) this.reconnect()
    else this.#ping()
  }

  /** A laptop that wakes up, a tab that comes to the front: is the way still open? */
  readonly #look = (): void => {
    if (document.visibilityState !== 'visible') return
    if (this.#socket === null) this.reconnect()
    else if (this.#welcomed && Date.now() - this.#heardAt > this.#pace.silence) this.reconnect()
    else this.#ping()
  }
}
