/** What the server tells this tab while somebody is signed in, for everybody who wants to know. */
import { EventStream, type StreamStatus } from '@/protocol/event_stream'
import type { Presence, Ring, Room } from '@/protocol/types'
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
  'me.changed': Record<string, never>
  'presence.changed': { person_id: string; presence: Presence }
  signal: Signal
  refused: { code: string; message: string; of: string }
  /** Something may have been missed: fetch everything anew. */
  resync: undefined
  /** The way is open (again). */
  opened: undefined
  signed_out: undefined
}

type Handler<K extends keyof LiveEvents> = (data: LiveEvents[K]) => void

class LiveConnection {
  readonly status = new Store<StreamStatus>('stopped')
  #clientId = ''
  #inCall = false
  readonly #handlers = new Map<string, Set<(data: never) => void>>()
  readonly #stream = new EventStream(address(), {
    // A signal is a message of its own, whose `data` is for another seat; an event is what its `data` says.
    event: (event) =>
      this.#tell(event.type, event.n !== undefined || event.type === 'presence.changed' ? event.data : event),
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
    this.#clientId ||= await claimClientId()
    this.#stream.start(this.#clientId)
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

  setInCall(inCall: boolean): void {
    this.#inCall = inCall
    this.#stream.inCall = inCall
  }

  /** Whether this tab is in a call, also one that still rings. */
  get inCall(): boolean {
    return this.#inCall
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
