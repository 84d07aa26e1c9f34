import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Liveness, type State } from './liveness'

const SHOWN = { type: 'state', shown: true, text_nl: 'Bel', ticket: 't1' }

/** Stands for the browser's WebSocket; the test says what the server does. */
class Socket {
  static made: Socket[] = []
  static readonly OPEN = 1
  static readonly CONNECTING = 0
  readyState = 0
  sent: string[] = []
  onopen: (() => void) | null = null
  onmessage: ((event: { data: string }) => void) | null = null
  onclose: (() => void) | null = null
  onerror: (() => void) | null = null

  readonly url: string

  constructor(url: string) {
    this.url = url
    if (url.endsWith(id)) Socket.made.push(this)
  }

  open(): void {
    this.readyState = 1
    this.onopen?.()
  }

  say(state: object): void {
    this.onmessage?.({ data: JSON.stringify(state) })
  }

  send(text: string): void {
    this.sent.push(text)
  }

  close(): void {
    this.readyState = 3
  }
}

/** A page never ends listening: each test has a button of its own. */
let id = ''
let number = 0
let told: (State | null)[]
let polled: string[]
let answer: () => Response

function look(state: 'visible' | 'hidden'): void {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state)
  document.dispatchEvent(new Event('visibilitychange'))
}

beforeEach(() => {
  vi.useFakeTimers()
  number += 1
  id = `knop-${number}`
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
  Socket.made = []
  told = []
  polled = []
  answer = () => new Response(JSON.stringify(SHOWN))
  vi.stubGlobal('WebSocket', Socket)
  vi.stubGlobal('fetch', async (url: string) => {
    if (url.includes(id)) polled.push(url)
    return answer()
  })
  look('visible')
})

afterEach(() => {
  dispatchEvent(new Event('pagehide'))
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function listen(): Liveness {
  const mine = told
  const liveness = new Liveness('https://ons.nl', id, (state) => mine.push(state))
  liveness.start()
  return liveness
}

function last(): Socket {
  const socket = Socket.made.at(-1)
  if (!socket) throw new Error('no socket')
  return socket
}

describe('BTN-1: whether somebody is available', () => {
  it('comes over the push channel, and nothing else is asked', () => {
    listen()
    expect(last().url).toBe(`wss://ons.nl/ws/button?id=${id}`)
    last().open()
    last().say(SHOWN)
    expect(told).toEqual([SHOWN])
    expect(polled).toEqual([])
  })

  it('is not listened to while nobody looks, nor by a page that the browser keeps', () => {
    listen()
    last().open()
    look('hidden')
    vi.advanceTimersByTime(4_000)
    expect(last().readyState).toBe(1)
    vi.advanceTimersByTime(2_000)
    expect(last().readyState).toBe(3)
    look('visible')
    expect(Socket.made).toHaveLength(2)
    last().open()
    dispatchEvent(new Event('pagehide'))
    expect(last().readyState).toBe(3)
    dispatchEvent(new Event('pageshow'))
    expect(Socket.made).toHaveLength(3)
  })

  it('is asked for again when the server restarts, later each time, and not believed for long', () => {
    listen()
    last().open()
    last().say(SHOWN)
    last().onclose?.()
    vi.advanceTimersByTime(499)
    expect(Socket.made).toHaveLength(1)
    vi.advanceTimersByTime(1)
    expect(Socket.made).toHaveLength(2)
    vi.advanceTimersByTime(4_000)
    expect(told.at(-1)).toBeNull()
    last().open()
    last().say(SHOWN)
    expect(told.at(-1)).toEqual(SHOWN)
  })

  it('is polled where the channel is forbidden, ever more seldom while nothing changes', async () => {
    listen()
    last().onerror?.()
    await vi.advanceTimersByTimeAsync(1)
    expect(polled).toEqual([`https://ons.nl/api/button/${id}/state`])
    expect(told).toEqual([SHOWN])
    // A new ticket is no change.
    answer = () => new Response(JSON.stringify({ ...SHOWN, ticket: 't2' }))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(polled.length).toBeGreaterThan(5)
    expect(polled.length).toBeLessThan(20)
    expect(Socket.made).toHaveLength(1)
  })

  it('BTN-6: is never asked for again on a site that is not allowed', async () => {
    answer = () => new Response('{}', { status: 403 })
    listen()
    last().onclose?.()
    await vi.advanceTimersByTimeAsync(10 * 60_000)
    look('visible')
    expect(polled).toHaveLength(1)
    expect(told).toEqual([])
  })

  it('BTN-6: a fresh ticket comes over the way that is open', async () => {
    const liveness = listen()
    last().open()
    liveness.renew()
    expect(last().sent).toEqual(['{}'])
  })
})
