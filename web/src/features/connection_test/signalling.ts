/** How long a message to the server and back takes over a WebSocket, the way of everything that a call agrees (NET-1). */
import { median } from './statistics'
import { bounded, happens } from './waiting'

const PINGS = 7

/** Milliseconds for all of it. */
const SIGNALLING_LIMIT = 6_000

/** Returns the median round trip in ms, of as many as came; null when there is no way. */
export async function signallingRoundTrip(signal: AbortSignal): Promise<number | null> {
  const limit = bounded(signal, SIGNALLING_LIMIT)
  const socket = new WebSocket(
    `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws/public`,
  )
  try {
    const opened = await happens<boolean>(limit, (happened) => {
      socket.onopen = () => happened(true)
      socket.onerror = socket.onclose = () => happened(false)
    })
    if (!opened) return null
    const times: number[] = []
    while (times.length < PINGS) {
      const time = await ping(socket, limit)
      if (time === null) break
      times.push(time)
    }
    return median(times)
  } finally {
    socket.close()
  }
}

function ping(socket: WebSocket, limit: AbortSignal): Promise<number | null> {
  return happens<number | null>(limit, (happened) => {
    const at = performance.now()
    socket.onmessage = () => happened(performance.now() - at)
    socket.onerror = socket.onclose = () => happened(null)
    socket.send(JSON.stringify({ type: 'ping', at }))
  })
}
