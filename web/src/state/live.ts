/** What the server tells this tab while somebody is signed in, for everybody who wants to know. */
import { EventStream, type StreamStatus } from '@/protocol/event_stream'
import type { Availability, LiveConference, Presence, Ring, Room, WaitingGuest } from '@/protocol/types'
import { claimClientId } from './client_id'
import { Store } from './store'

/** A message between two seats of one room. */
export interface Signal {
  room: string
  from: string
  to: string
  data: unknown
}

/** The events of docs/protocol.md and what each carries. */
export interface LiveEvents {
  'ring.started': { ring: Ring }
  'ring.ended': { ring: Ring }
  'room.changed': { room: Room }
  'contact.changed': { contact_id: string | null }
  'contact.request': { id: string }
  'history.changed': { unseen: number }
  'appointment.changed': { appointment_id: string }
  'agenda.changed': Record<string, never>
  /** A visitor left something for my groups, or somebody has dealt with it. */
  'visitor_message.changed': { message_id: string; handled: boolean }
  'me.changed': Record<string, never>
  /** Something on a guest's own page is old. */
  'guest.changed': Record<string, never>
  /** Which of the guest's tabs holds his place in the waiting room now. */
  'guest.elsewhere': { client: string }
  /** The whole new state of a guest of mine. */
  'waiting_room.changed': { appointment_id: string; guest: WaitingGuest }
  /** The links into a call in which I sit: one was made or withdrawn, its guest comes or goes, its mail was sent. */
  'room_link.changed': { room_id: string }
  /** My slider was turned, here or elsewhere. */
  'availability.changed': Availability
  'presence.changed': { person_id: string; presence: Presence }
  /** The whole new state of a telephone conference that I steer; null: it is over. */
  'conference.changed': { account_id: string; live: LiveConference | null }
  /** Which participants are heard now. */
  'conference.talking': { account_id: string; talking: string[] }
  /** What has become of a guest's wish to be called on the telephone. */
  'call_me.changed': { state: string }
  signal: Signal
  refused: { code: string; message: string; of: string }
  /** Something may have been missed: fetch everything anew. */
  resync: undefined
  /** The way is open (again). */
  opened: undefined
  signed_out: undefined
}

type Handler<K extends keyof LiveEvents> = (data: LiveEvents[K]) => void

/** Messages that are no events: their `data`, if any, is for another seat. An event is what its `data` says. */
const MESSAGES = new Set(['signal', 'refused'])

class LiveConnection {
  readonly status = new Store<StreamStatus>('stopped')
  #clientId = ''
  readonly #talks = new Set<'call' | 'conference'>()
  readonly #handlers = new Map<string, Set<(data: never) => void>>()
  readonly #stream = new EventStream(address(), {
    event: (event) => this.#tell(event.type, MESSAGES.has(event.type) ? event : event.data),
    resync: () => this.#tell('resync', undefined),
    opened: () => this.#tell('opened', undefined),
    status: (status) => this.status.set(status),
    signedOut: () => this.#tell('signed_out', undefined),
  })

  /** The id of this tab; empty before `start`. */
  get clientId(): string {
    return this.#clientId
  }

  async start(): Promise<void> {
    if (this.status.get() !== 'stopped') return
    this.status.set('connecting')
    this.#stream.start(await this.claim())
  }

  /** Returns the id of this tab, for a command before `start`. */
  async claim(): Promise<string> {
    this.#clientId ||= await claimClientId()
    return this.#clientId
  }

  stop(): void {
    this.#stream.stop()
  }

  send(message: object): void {
    this.#stream.send(message)
  }

  reconnect(): void {
    this.#stream.reconnect()
  }

  /** Says whether this tab talks in one of the two ways; a call and a conference know nothing of each other. */
  setInCall(inCall: boolean, way: 'call' | 'conference' = 'call'): void {
    if (inCall) this.#talks.add(way)
    else this.#talks.delete(way)
    this.#stream.inCall = this.inCall
  }

  /** Whether this tab is in a call, also one that still rings, or in a conference. */
  get inCall(): boolean {
    return this.#talks.size > 0
  }

  /**
   * Calls `handler` for each event of this type until the returned function is called; who asks for `opened` when the way
   * is open already is told so too, because parts of the app are loaded after the connection was made.
   */
  on<K extends keyof LiveEvents>(type: K, handler: Handler<K>): () => void {
    const handlers = this.#handlers.get(type) ?? new Set()
    this.#handlers.set(type, handlers)
    handlers.add(handler)
    if (type === 'opened' && this.status.get() === 'open') {
      queueMicrotask(() => {
        if (handlers.has(handler)) (handler as Handler<'opened'>)(undefined)
      })
    }
    return () => {
      handlers.delete(handler)
    }
  }

  #tell(type: string, data: unknown): void {
    for (const handler of [...(this.#handlers.get(type) ?? [])]) handler(data as never)
  }
}

function address(): string {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`
}

export type Live = Pick<LiveConnection, 'on' | 'send' | 'status' | 'clientId' | 'setInCall' | 'reconnect'>

export const live = new LiveConnection()
