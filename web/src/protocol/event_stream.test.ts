import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { EventStream, type StreamStatus } from './event_stream'

/** A WebSocket of which the test plays the server. */
class Socket {
  static readonly CONNECTING = 0
  static all: Socket[] = []
  readonly sent: { type: string; last?: number | null }[] = []
  readyState = 1
  onopen: (() => void) | null = null
  onmessage: ((message: { data: string }) => void) | null = null
  onclose: ((close: { code: number }) => void) | null = null

  constructor() {
    Socket.all.push(this)
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text))
  }

  close(): void {
    this.readyState = 3
  }

  says(frame: object): void {
    this.onmessage?.({ data: JSON.stringify(frame) })
  }
}

const told: string[] = []
const statuses: StreamStatus[] = []
let stream: EventStream

const newest = () => Socket.all.at(-1) as Socket
const welcome = (frame: object = {}) => {
  newest().onopen?.()
  newest().says({ type: 'welcome', last: 7, resumed: false, ...frame })
}
/** The page has no time for anything, not even for what has come. */
const isBusyFor = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds)
const passes = (milliseconds: number, answered: boolean) => {
  for (let gone = 0; gone < milliseconds; gone += 1_000) {
    vi.advanceTimersByTime(1_000)
    if (answered) newest().says({ type: 'pong' })
  }
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('WebSocket', Socket)
  Socket.all = []
  told.length = statuses.length = 0
  stream = new EventStream('ws://here/ws', {
    event: ({ type, n }) => told.push(`${type} ${n}`),
    resync: () => told.push('resync'),
    opened: () => told.push('opened'),
    status: (status) => statuses.push(status),
    signedOut: () => told.push('signed out'),
  })
  stream.inCall = true
  stream.start('tab')
})

afterEach(() => {
  stream.stop()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('the way to the server in a call (NET-3)', () => {
  it('stays while the server answers', () => {
    welcome()
    passes(60_000, true)
    expect(Socket.all).toHaveLength(1)
  })

  it('is opened anew after three seconds of silence, from the last event on', () => {
    welcome()
    newest().says({ type: 'room.changed', n: 8 })
    passes(4_000, false)
    expect(Socket.all).toHaveLength(2)
    newest().onopen?.()
    expect(newest().sent[0]).toMatchObject({ type: 'hello', last: 8 })
  })

  it('is not lost because the page itself was too busy to read', () => {
    welcome()
    for (let time = 0; time < 5; time += 1) {
      isBusyFor(6_000)
      // Its clock strikes before what came is read.
      vi.advanceTimersByTime(1_000)
      newest().says({ type: 'pong' })
    }
    expect(Socket.all).toHaveLength(1)
  })

  it('is given up by a busy page too, when nothing comes', () => {
    welcome()
    isBusyFor(6_000)
    passes(4_000, false)
    expect(Socket.all).toHaveLength(2)
  })

  it('is opened anew at once by a page that slept', () => {
    welcome()
    isBusyFor(60_000)
    vi.advanceTimersByTime(1_000)
    expect(Socket.all).toHaveLength(2)
  })
})

describe('what comes over it', () => {
  it('is handed over once and in order; a hole is fetched by a new way', () => {
    welcome()
    newest().says({ type: 'a', n: 8 })
    newest().says({ type: 'a', n: 8 })
    newest().says({ type: 'b', n: 10 })
    expect(told).toEqual(['resync', 'opened', 'a 8'])
    expect(Socket.all).toHaveLength(2)
    welcome({ last: 10, resumed: true })
    newest().says({ type: 'gone by', n: 9 })
    expect(told.slice(3)).toEqual(['opened', 'gone by 9'])
  })

  it('goes out when the way is open, unless it has waited too long', () => {
    stream.send({ type: 'early' })
    vi.advanceTimersByTime(31_000)
    stream.send({ type: 'late' })
    welcome()
    expect(newest().sent.map(({ type }) => type)).not.toContain('early')
    expect(newest().sent.map(({ type }) => type)).toContain('late')
  })

  it('ends for good for who is not signed in any more', () => {
    welcome()
    newest().onclose?.({ code: 4401 })
    vi.advanceTimersByTime(60_000)
    expect(told).toContain('signed out')
    expect(statuses.at(-1)).toBe('stopped')
    expect(Socket.all).toHaveLength(1)
  })
})
