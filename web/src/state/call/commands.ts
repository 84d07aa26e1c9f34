/** The commands of a call over HTTP; a server that is away for a moment is asked again with the same key. */
import { answer, http, oncePerClick, Refusal } from '@/protocol/http'
import type { Live, Room } from '@/protocol/types'
import type { JoinCommand, MediaKind } from './types'

/** The waits between tries, together a little longer than a restart of the server takes. Milliseconds. */
const WAITS = [300, 700, 1_500, 2_500, 4_000, 6_000] as const

/** How long the addresses of relays are used before they are fetched anew. Milliseconds. */
const ICE_SERVERS_FOR = 5 * 60_000

/** Kept in the browser by those who want no direct ways, so that nobody learns their address. */
const RELAY_ONLY = 'oogcontact.relay_only'

/** What the controller asks of the server. */
export interface Commands {
  start(people: string[], media: MediaKind): Promise<Room>
  accept(ring: string): Promise<Room>
  decline(ring: string): Promise<void>
  leave(room: string): Promise<void>
  comeBack(room: string): Promise<Room>
  toVideo(room: string): Promise<Room>
  /** Lets others join the call, or ends that. */
  join(room: string, command: JoinCommand): Promise<Room>
  /** Says that another seat is seen and heard here now. */
  seen(room: string, seat: string): Promise<void>
  live(): Promise<Live>
  /** Fetches the addresses of STUN and TURN servers, unless they are fresh. */
  prefetch(): Promise<void>
  configuration(): RTCConfiguration
}

export function commandsOf(client: () => string): Commands {
  let iceServers: RTCIceServer[] = []
  let fetchedAt = 0

  return {
    start: (person_ids, media) => {
      const headers = oncePerClick()
      return again(() =>
        answer(http.POST('/api/calls', { body: { person_ids, media, client: client() }, headers })),
      )
    },
    accept: (ring_id) => {
      const headers = oncePerClick()
      const params = { path: { ring_id } }
      return again(() =>
        answer(http.POST('/api/rings/{ring_id}/accept', { params, body: { client: client() }, headers })),
      )
    },
    decline: async (ring_id) => {
      const headers = oncePerClick()
      await again(() =>
        answer(http.POST('/api/rings/{ring_id}/decline', { params: { path: { ring_id } }, headers })),
      )
    },
    leave: async (room_id) => {
      const headers = oncePerClick()
      const params = { path: { room_id } }
      await again(() =>
        answer(http.POST('/api/rooms/{room_id}/leave', { params, body: { client: client() }, headers })),
      )
    },
    comeBack: (room_id) => {
      const params = { path: { room_id } }
      return again(() =>
        answer(http.POST('/api/rooms/{room_id}/return', { params, body: { client: client() } })),
      )
    },
    toVideo: (room_id) => {
      const params = { path: { room_id } }
      return again(() =>
        answer(http.POST('/api/rooms/{room_id}/media', { params, body: { media: 'video' } })),
      )
    },
    join: (room_id, command) => {
      const options = { params: { path: { room_id } }, headers: oncePerClick() }
      return again(() => answer(send(command, options)))
    },
    seen: async (room_id, seat) => {
      const params = { path: { room_id } }
      await again(() => answer(http.POST('/api/rooms/{room_id}/seen', { params, body: { seat } })))
    },
    live: () => again(() => answer(http.GET('/api/live'))),
    prefetch: async () => {
      if (Date.now() - fetchedAt < ICE_SERVERS_FOR) return
      const fetched = await answer(http.GET('/api/ice-servers')).catch(() => null)
      if (fetched === null) return
      fetchedAt = Date.now()
      iceServers = fetched.ice_servers.map(({ urls, username, credential }) => ({
        urls,
        ...(username && credential ? { username, credential } : {}),
      }))
    },
    configuration: () => ({
      iceServers,
      bundlePolicy: 'max-bundle',
      iceTransportPolicy: relayOnly() ? 'relay' : 'all',
    }),
  }
}

type Options = {
  params: { path: { room_id: string } }
  headers: ReturnType<typeof oncePerClick>
}

function send(command: JoinCommand, options: Options) {
  switch (command.do) {
    case 'bring_in': {
      const body = { person_id: command.whom.person.id, note: command.note }
      return http.POST(`/api/rooms/{room_id}/${command.way}`, { ...options, body })
    }
    case 'stop_ring': {
      const params = { path: { ring_id: command.ring } }
      return http.POST('/api/rings/{ring_id}/cancel', { params, headers: options.headers })
    }
    case 'end_consult':
      return http.POST('/api/rooms/{room_id}/consult/end', options)
    case 'join_all':
      return http.POST('/api/rooms/{room_id}/consult/join', options)
    case 'hand_over':
      return http.POST('/api/rooms/{room_id}/consult/hand-over', options)
  }
}

function relayOnly(): boolean {
  try {
    return localStorage.getItem(RELAY_ONLY) === '1'
  } catch {
    // A frame on another site may have no storage.
    return false
  }
}

/** Tries until the server answers; what it refuses is not asked again. */
async function again<T>(command: () => Promise<T>): Promise<T> {
  for (const wait of WAITS) {
    try {
      return await command()
    } catch (error) {
      const passing = error instanceof Refusal && (error.status === 0 || error.status >= 502)
      if (!passing) throw error
    }
    await new Promise((resolve) => setTimeout(resolve, wait))
  }
  return command()
}
