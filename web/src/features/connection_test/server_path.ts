/** A WebRTC path to the server, and what goes through it (NET-1). The server's end is a peer that echoes and streams. */
import { answer, http, Refusal } from '@/protocol/http'
import { type Arrival, jitter, median, rate } from './statistics'
import type { PathFault, Route } from './verdict'
import { bounded, happens, pause, within } from './waiting'

/** Milliseconds until the channels must be open; over a relay in another country it takes two seconds. */
const OPEN_LIMIT = 10_000

/** The small packets of a call: fifty a second are those of its sound. */
const DATAGRAMS = 100
const DATAGRAM_EVERY = 20
const DATAGRAM_BYTES = 160

/** What has not come back this long after the last one was sent is lost (ms). */
const DATAGRAM_LATEST = 1_000

/** Each way is measured this long (ms), of which the start, while the connection still feels its way, does not count. */
const STREAM = 2_500
const STREAM_START = 700
const CHUNK_BYTES = 8_192

/** The most that is sent (bits/ms), as the server does it, and what may wait in the browser (bytes). */
const SEND_AT_MOST = 20_000
const WAITING_AT_MOST = 128 * 1_024
const SEND_EVERY = 20

/** How often the server is asked what it has counted, and how long what waits may take to go (ms). */
const COUNT_EVERY = 100
const SETTLE = 1_500

export interface PacketFigures {
  loss: number
  jitter: number | null
  roundTrip: number | null
}

export class ServerPath {
  readonly #connection: RTCPeerConnection
  readonly #echo: RTCDataChannel
  readonly #datagrams: RTCDataChannel
  readonly #upload: RTCDataChannel

  private constructor(iceServers: RTCIceServer[]) {
    this.#connection = new RTCPeerConnection({ iceServers })
    this.#echo = this.#connection.createDataChannel('echo')
    this.#datagrams = this.#connection.createDataChannel('datagrams', { ordered: false, maxRetransmits: 0 })
    this.#upload = this.#connection.createDataChannel('upload')
    this.#echo.binaryType = this.#datagrams.binaryType = 'arraybuffer'
  }

  /** Connects with the server, or tells why that failed. */
  static async open(iceServers: RTCIceServer[], signal: AbortSignal): Promise<ServerPath | PathFault> {
    let path: ServerPath
    try {
      path = new ServerPath(iceServers)
    } catch {
      return 'unsupported'
    }
    const fault = await path.#open(bounded(signal, OPEN_LIMIT)).catch(faultOf)
    if (fault === null) return path
    await path.close()
    return fault
  }

  async #open(limit: AbortSignal): Promise<PathFault | null> {
    const channels = [this.#echo, this.#datagrams, this.#upload]
    const opened = Promise.all(channels.map((channel) => opens(channel, limit)))
    await this.#connection.setLocalDescription()
    // The server answers without knowing the browser's addresses: it learns them from what arrives.
    const body = { sdp: this.#connection.localDescription?.sdp ?? '', type: 'offer' }
    const { sdp } = await answer(http.POST('/api/connection-test/offer', { body, signal: limit }))
    await this.#connection.setRemoteDescription({ type: 'answer', sdp })
    return (await opened).every(Boolean) ? null : 'blocked'
  }

  /** Which way the packets take. */
  async route(signal: AbortSignal): Promise<Route | null> {
    const stats = await within(signal, this.#connection.getStats())
    return stats === null ? null : routeOf(stats)
  }

  /** Sends small packets that nobody repeats, as those of sound and picture, and looks which come back and when. */
  async packets(signal: AbortSignal): Promise<PacketFigures | null> {
    const limit = bounded(signal, DATAGRAMS * DATAGRAM_EVERY * 3 + DATAGRAM_LATEST)
    const sentAt: number[] = []
    const travels = new Map<number, number>()
    const all = happens<true>(limit, (happened) => {
      this.#datagrams.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => {
        const number = new DataView(data).getUint32(0)
        const sent = sentAt[number]
        if (sent !== undefined && !travels.has(number)) travels.set(number, performance.now() - sent)
        if (travels.size === DATAGRAMS) happened(true)
      }
    })
    while (sentAt.length < DATAGRAMS && !limit.aborted && this.#datagrams.readyState === 'open') {
      const packet = new DataView(new ArrayBuffer(DATAGRAM_BYTES))
      packet.setUint32(0, sentAt.length)
      sentAt.push(performance.now())
      this.#datagrams.send(packet.buffer)
      await pause(limit, DATAGRAM_EVERY)
    }
    await Promise.race([all, pause(limit, DATAGRAM_LATEST)])
    this.#datagrams.onmessage = null
    if (signal.aborted || sentAt.length === 0) return null
    const inOrder = [...travels].sort(([one], [other]) => one - other).map(([, travel]) => travel)
    return { loss: 1 - travels.size / sentAt.length, jitter: jitter(inOrder), roundTrip: median(inOrder) }
  }

  /** Lets the server send as fast as the line takes it; returns kbit/s. */
  async down(signal: AbortSignal): Promise<number | null> {
    if (this.#echo.readyState !== 'open') return null
    const arrivals: Arrival[] = []
    const ended = happens<true>(bounded(signal, STREAM * 2), (happened) => {
      this.#echo.onmessage = ({ data }: MessageEvent<ArrayBuffer | string>) => {
        if (typeof data === 'string') {
          // A count that comes late says nothing here.
          if (!data.includes('"count"')) happened(true)
          return
        }
        arrivals.push({ at: performance.now(), bytes: data.byteLength })
        // On a slow line the rest of what the server has sent would come for many seconds.
        if (performance.now() > (arrivals[0]?.at ?? 0) + STREAM) happened(true)
      }
    })
    this.#echo.send(JSON.stringify({ type: 'send', bytes: CHUNK_BYTES, seconds: STREAM / 1_000 }))
    await ended
    this.#echo.onmessage = null
    if (signal.aborted) return null
    const first = arrivals[0]?.at
    if (first === undefined) return 0
    return rate(arrivals, first + STREAM_START, Math.min(performance.now(), first + STREAM))
  }

  /** Sends as fast as the line takes it; returns kbit/s as the server counts them. */
  async up(signal: AbortSignal): Promise<number | null> {
    if (this.#upload.readyState !== 'open') return null
    const begin = performance.now()
    const counted: Arrival[] = []
    let before: number | null = null
    this.#echo.onmessage = ({ data }: MessageEvent<string>) => {
      const { bytes } = JSON.parse(data) as { bytes: number }
      counted.push({ at: performance.now(), bytes: bytes - (before ?? bytes) })
      before = bytes
    }
    const sending = this.#sendUntil(begin + STREAM, signal)
    while (performance.now() < begin + STREAM && !signal.aborted && this.#echo.readyState === 'open') {
      this.#echo.send(JSON.stringify({ type: 'count' }))
      await pause(signal, COUNT_EVERY)
    }
    await sending
    this.#echo.onmessage = null
    if (signal.aborted) return null
    return rate(counted, begin + STREAM_START, counted.at(-1)?.at ?? 0) ?? 0
  }

  /** Keeps the line busy until `end`, and then waits a moment for what is still on its way. */
  async #sendUntil(end: number, signal: AbortSignal): Promise<void> {
    const chunk = crypto.getRandomValues(new Uint8Array(CHUNK_BYTES))
    const begin = performance.now()
    let sent = 0
    let waiting = 2 * CHUNK_BYTES
    for (let now = begin; now < end && !signal.aborted; now = performance.now()) {
      if (this.#upload.readyState !== 'open') return
      // On a fast line much must lie ready, on a slow one that would take seconds to go.
      if (this.#upload.bufferedAmount === 0) waiting = Math.min(waiting * 2, WAITING_AT_MOST)
      const allowed = ((now - begin + SEND_EVERY) * SEND_AT_MOST) / 8
      while (sent < allowed && this.#upload.bufferedAmount < waiting) {
        this.#upload.send(chunk)
        sent += chunk.byteLength
      }
      await pause(signal, SEND_EVERY)
    }
    await happens<true>(bounded(signal, SETTLE), (happened) => {
      if (this.#upload.bufferedAmount === 0) return happened(true)
      this.#upload.onbufferedamountlow = () => happened(true)
    })
  }

  /** Ends the test, also at the server: closing its channel frees the place for somebody else's. */
  async close(): Promise<void> {
    if (this.#echo.readyState === 'open') {
      const closed = happens<true>(AbortSignal.timeout(500), (happened) => {
        this.#echo.onclose = () => happened(true)
      })
      this.#echo.close()
      await closed
    }
    this.#connection.close()
  }
}

function opens(channel: RTCDataChannel, limit: AbortSignal): Promise<boolean | null> {
  return happens<boolean>(limit, (happened) => {
    channel.onopen = () => happened(true)
    channel.onclose = () => happened(false)
  })
}

function faultOf(error: unknown): PathFault {
  if (!(error instanceof Refusal)) return 'blocked'
  if (error.status === 0) return 'unreachable'
  return error.status === 429 || error.status >= 500 ? 'server_busy' : 'unsupported'
}

/** What of a connection's statistics (W3C webrtc-stats) tells the way that its packets take. */
interface PathStats {
  id: string
  type: string
  selectedCandidatePairId?: string
  selected?: boolean
  localCandidateId?: string
  candidateType?: string
  relayProtocol?: string
}

/** The way that the selected pair of addresses takes; null as long as none is selected. */
export function routeOf(stats: { values(): Iterable<PathStats> }): Route | null {
  const items = [...stats.values()]
  const chosen = items.find(({ type }) => type === 'transport')?.selectedCandidatePairId
  // Firefox has no transport, but marks the pair.
  const pair = items.find(
    ({ id, type, selected }) => type === 'candidate-pair' && (id === chosen || selected === true),
  )
  const local = items.find(({ id }) => id === pair?.localCandidateId)
  if (local === undefined) return null
  if (local.candidateType !== 'relay') return 'direct'
  return local.relayProtocol === 'udp' ? 'relay_udp' : 'relay_tcp'
}
