/**
 * Whether somebody is available: over a push channel while the page is looked at, and by a cached poll where the page's
 * policy, or a network, forbids the channel (docs/website-button.md).
 */
import type { Language } from './texts'

export interface State {
  shown: boolean
  colour: string
  on_colour: string
  position: 'right' | 'left'
  text_nl: string
  text_en: string
  language: Language | 'auto'
  /** Lets a visitor of this page call; empty while nobody is available. */
  ticket: string
}

/** A page that was left for another tab so long needs nothing (milliseconds). */
const HIDDEN_FOR = 5_000

/** Waits between tries of the channel: a restart of the server brings all pages of a busy site at once. */
const CHANNEL = { first: 500, longest: 30_000 }

/** Waits between polls: the longer nothing happens, the longer. */
const POLL = { first: 2_000, longest: 15_000, grows: 1.15 }

/** Without the channel for so long, what it said last is no longer believed. */
const BELIEVED = 4_000

/** Where the channel can not be opened it is tried again after this; the network may be another. */
const RETRY_CHANNEL = 5 * 60_000

export class Liveness {
  readonly #origin: string
  readonly #id: string
  readonly #tell: (state: State | null) => void
  #socket: WebSocket | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #hiding: ReturnType<typeof setTimeout> | undefined
  #doubt: ReturnType<typeof setTimeout> | undefined
  #wait = CHANNEL.first
  #pollWait = POLL.first
  #channelAfter = 0
  #ended = false
  #last = ''

  constructor(origin: string, id: string, tell: (state: State | null) => void) {
    this.#origin = origin
    this.#id = id
    this.#tell = tell
  }

  /** Begins to listen while the page is looked at. */
  start(): void {
    document.addEventListener('visibilitychange', this.#look)
    // A page with an open channel is not kept for the way back.
    addEventListener('pagehide', this.#pause)
    addEventListener('pageshow', this.#look)
    this.#look()
  }

  /** Asks for a fresh ticket. */
  renew(): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send('{}')
    else if (this.#channelAfter > Date.now()) this.#plan(0)
  }

  readonly #look = (): void => {
    clearTimeout(this.#hiding)
    if (document.visibilityState === 'hidden') this.#hiding = setTimeout(this.#pause, HIDDEN_FOR)
    else this.#resume()
  }

  readonly #resume = (): void => {
    if (this.#ended || this.#socket || this.#timer !== undefined) return
    this.#wait = CHANNEL.first
    this.#pollWait = POLL.first
    this.#go()
  }

  readonly #pause = (): void => {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#drop()
  }

  #plan(wait: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(this.#go, wait)
  }

  readonly #go = (): void => {
    this.#timer = undefined
    if (Date.now() < this.#channelAfter) void this.#poll()
    else this.#connect()
  }

  #connect(): void {
    let opened = false
    let socket: WebSocket
    try {
      socket = new WebSocket(`ws${this.#origin.slice('http'.length)}/ws/button?id=${this.#id}`)
    } catch {
      this.#withoutChannel()
      return
    }
    this.#socket = socket
    socket.onopen = () => {
      opened = true
      this.#wait = CHANNEL.first
      clearTimeout(this.#doubt)
    }
    socket.onmessage = ({ data }) => this.#hear(String(data))
    // A channel that the policy of the page forbids ends by an error alone.
    socket.onclose = socket.onerror = () => {
      this.#drop()
      if (opened) this.#again()
      else this.#withoutChannel()
    }
  }

  /** The channel broke: the server restarts, or the network is another. */
  #again(): void {
    this.#doubt = setTimeout(() => this.#hear(''), BELIEVED)
    this.#plan(this.#wait * (0.5 + Math.random()))
    this.#wait = Math.min(CHANNEL.longest, this.#wait * 2)
  }

  /** The channel can not be opened here, or the server is away: the poll says which. */
  #withoutChannel(): void {
    this.#channelAfter = Date.now() + RETRY_CHANNEL
    this.#plan(0)
  }

  #drop(): void {
    const socket = this.#socket
    this.#socket = null
    if (socket === null) return
    socket.onopen = socket.onmessage = socket.onclose = socket.onerror = null
    // One that is still connecting complains on the console when it is closed.
    if (socket.readyState === WebSocket.CONNECTING) socket.onopen = () => socket.close()
    else socket.close()
  }

  async #poll(): Promise<void> {
    let answer: Response | null = null
    try {
      answer = await fetch(`${this.#origin}/api/button/${this.#id}/state`, { credentials: 'omit' })
    } catch {
      // The policy of the page forbids that too, or the server is away.
    }
    if (answer && [403, 404].includes(answer.status)) {
      // Not on this site, or not any more: nothing will come of asking.
      this.#ended = true
      this.#hear('')
      return
    }
    const text = answer?.ok ? await answer.text() : ''
    const same = withoutTicket(text) === withoutTicket(this.#last)
    this.#hear(text)
    this.#pollWait = same ? Math.min(POLL.longest, this.#pollWait * (text ? POLL.grows : 2)) : POLL.first
    if (document.visibilityState !== 'hidden') this.#plan(this.#pollWait)
  }

  /** Hands on a state, empty for none. */
  #hear(text: string): void {
    clearTimeout(this.#doubt)
    if (text === this.#last) return
    this.#last = text
    this.#tell(text ? (JSON.parse(text) as State) : null)
  }
}

/** A ticket is new each time. */
function withoutTicket(text: string): string {
  return text.replace(/"ticket":\s*"[^"]*"/, '')
}
