/** Which relays (TURN, RFC 8656) this browser reaches (NET-1). */
import type { RelayState } from './verdict'
import { bounded, happens } from './waiting'

/** A relay that has not given an address by then is out of reach (ms); one at the other end of the world needs 1 s. */
const RELAY_LIMIT = 5_000

export interface IceServer {
  urls: string[]
  username?: string | null
  credential?: string | null
}

/** The servers of an answer of the server in the browser's own shape. */
export function iceServers(servers: readonly IceServer[]): RTCIceServer[] {
  return servers.map(({ urls, username, credential }) =>
    username && credential ? { urls, username, credential } : { urls },
  )
}

/** Only the relays that are reached over UDP, or over TCP (with or without TLS); RFC 7065 says which an address means. */
export function relaysOver(kind: 'udp' | 'tcp', servers: readonly IceServer[]): RTCIceServer[] {
  const chosen = servers.map((server) => ({
    ...server,
    urls: server.urls.filter((url) => transportOf(url) === kind),
  }))
  return iceServers(chosen.filter(({ urls }) => urls.length > 0))
}

function transportOf(url: string): 'udp' | 'tcp' | null {
  if (url.startsWith('turns:')) return 'tcp'
  if (!url.startsWith('turn:')) return null
  return /[?&]transport=tcp\b/.test(url) ? 'tcp' : 'udp'
}

/** Asks each of these relays for an address, and tells whether one gave it. */
export async function reachRelays(servers: RTCIceServer[], signal: AbortSignal): Promise<RelayState> {
  if (servers.length === 0) return 'not_configured'
  const connection = new RTCPeerConnection({ iceServers: servers, iceTransportPolicy: 'relay' })
  try {
    // Without a channel there is nothing to gather addresses for.
    connection.createDataChannel('relay')
    const found = happens<boolean>(bounded(signal, RELAY_LIMIT), (happened) => {
      connection.onicecandidate = ({ candidate }) => {
        if (candidate === null) happened(false)
        else if (candidate.candidate.includes(' typ relay')) happened(true)
      }
    })
    await connection.setLocalDescription()
    return (await found) ? 'ok' : 'failed'
  } finally {
    connection.close()
  }
}
