/**
 * A guest who comes for his appointment, or is asked into a call: from the link to the waiting room, into the call and out of it
 * (docs/waiting-room.md).
 * Knows no screens; the call is fetched while he waits.
 */
import { Refusal } from '@/protocol/refusal'
import type { DeviceReport, GuestPage, Language } from '@/protocol/types'
import type { OwnTracks } from './call/own_media'
import type { CallController } from './call/types'
import type { Live } from './live'
import { Store } from './store'

/** What the page shows; `ready` with `stage` once the link is known to work. */
export interface GuestState {
  status: 'loading' | 'no_link' | 'refused' | 'unreachable' | 'ready'
  stage: 'waiting' | 'elsewhere' | 'ended'
  page: GuestPage | null
  /** Why the link does not work. */
  refusal: Refusal | null
  /** The last call ended because the agent's connection broke. */
  lost: boolean
  /** The agent has called him in; the call is about to begin. */
  called: boolean
  /** The server's clock less this device's (ms). */
  ahead: number
}

/** What the guest's page asks of the server. */
export interface GuestCommands {
  page(): Promise<GuestPage>
  here(client: string): Promise<GuestPage>
  report(report: DeviceReport): Promise<unknown>
  say(text: string): Promise<GuestPage>
  speak(language: Language): Promise<unknown>
}

export interface GuestSurroundings {
  live: Live & { start(): Promise<void>; stop(): void }
  own: OwnTracks
  commands: GuestCommands
  /** Whether he is called on his telephone, so that this page must not answer for him (WAI-5). */
  onTelephone(): boolean
  /** Fetches the part of the program that calls. */
  loadCall(): Promise<CallController>
  /** Tells the texts and the call who this is; nobody yet while his link is not known. */
  introduce(person: GuestPage['person'] | null, language: Language): void
}

/** A page that could not be fetched is asked for again after so long (ms). */
const AGAIN_AFTER = 5_000

/** No timer of a browser is longer (ms). */
const LONGEST_TIMER = 2 ** 31 - 1

export class GuestModel {
  readonly now = new Store<GuestState>({
    status: 'loading',
    stage: 'waiting',
    page: null,
    refusal: null,
    lost: false,
    called: false,
    ahead: 0,
  })
  readonly own: OwnTracks
  readonly #with: GuestSurroundings
  #call: CallController | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #reported = ''
  /** The language that he has chosen in this tab. */
  #language: Language | null = null

  constructor(surroundings: GuestSurroundings) {
    this.#with = surroundings
    this.own = surroundings.own
    const { live } = surroundings
    live.on('guest.changed', () => void this.refresh())
    live.on('guest.elsewhere', ({ client }) => this.#heldBy(client))
    live.on('opened', () => void this.refresh())
    live.on('signed_out', () => void this.refresh())
  }

  /** Begins, for who has a link. */
  start(hasLink: boolean): void {
    if (hasLink) void this.refresh()
    else this.#set({ status: 'no_link' })
  }

  /** Asks the server what the page is to show. */
  async refresh(): Promise<void> {
    clearTimeout(this.#timer)
    try {
      this.#take(await this.#with.commands.page())
    } catch (error) {
      this.#failed(error)
    }
  }

  /** Hier verder: this tab takes the place from the one that holds it. */
  async goOnHere(): Promise<void> {
    const { live, commands } = this.#with
    const page = await commands.here(live.clientId)
    this.#set({ stage: 'waiting' })
    this.#take(page)
    void this.own.open('video')
  }

  /** Back from the last screen into the waiting room. */
  async comeBack(): Promise<void> {
    this.#set({ stage: 'waiting', lost: false })
    void this.own.open('video')
    await this.refresh()
  }

  /** Sends a short message to the agent; throws the server's refusal. */
  async say(text: string): Promise<void> {
    this.#take(await this.#with.commands.say(text))
  }

  /** Has the page speak another language from now on; the server keeps it for his other devices. */
  async speak(language: Language): Promise<void> {
    const { page } = this.now.get()
    this.#language = language
    this.#with.introduce(page?.person ?? null, language)
    if (page) this.#tellLanguage(page)
  }

  /** Tells the agent what this device can do, when that is news. */
  report(report: DeviceReport): void {
    const text = JSON.stringify(report)
    if (text === this.#reported) return
    this.#reported = text
    this.#with.commands.report(report).catch(() => {
      this.#reported = ''
    })
  }

  /** Whether this page waits for something, so that its camera is open. */
  get waits(): boolean {
    const { status, stage, page } = this.now.get()
    return status !== 'refused' && stage === 'waiting' && page?.state !== 'over'
  }

  #take(page: GuestPage): void {
    const { live, introduce } = this.#with
    introduce(page.person, this.#language ?? page.person.language)
    this.#tellLanguage(page)
    this.#set({ status: 'ready', page, refusal: null, ahead: Date.parse(page.now) - Date.now() })
    const { stage, called } = this.now.get()
    if (page.state === 'early') this.#later(Date.parse(page.opens_at) - Date.parse(page.now))
    // Who sits in a call that ends is told by the call itself.
    if (page.state === 'over' && !called) this.#stopWaiting()
    if (page.state !== 'open' || stage !== 'waiting') return
    if (live.status.get() === 'open' && page.held_by) this.#heldBy(page.held_by)
    else void live.start()
    void this.#prepareCall()
  }

  /** What the server does not know yet is told again with each page; it holds in this tab anyhow. */
  #tellLanguage({ person }: GuestPage): void {
    const language = this.#language
    if (language !== null && language !== person.language) this.#with.commands.speak(language).catch(() => {})
  }

  #failed(error: unknown): void {
    const refusal = error instanceof Refusal ? error : Refusal.unreachable()
    const passing = refusal.status === 0 || refusal.status === 429 || refusal.status >= 500
    if (!passing) {
      this.#stopWaiting()
      this.#set({ status: 'refused', refusal })
      return
    }
    // What is on the screen stays there: the server may only be away for a moment.
    if (this.now.get().page === null) this.#set({ status: 'unreachable', refusal })
    this.#later(AGAIN_AFTER)
  }

  #stopWaiting(): void {
    this.#with.live.stop()
    this.own.close()
  }

  #later(ms: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.refresh(), Math.min(Math.max(ms, 0) + 200, LONGEST_TIMER))
  }

  #heldBy(client: string): void {
    if (client === this.#with.live.clientId || this.now.get().stage !== 'waiting') return
    this.#stopWaiting()
    this.#set({ stage: 'elsewhere' })
  }

  async #prepareCall(): Promise<void> {
    if (this.#call) return
    const call = await this.#with.loadCall()
    if (this.#call) return
    this.#call = call
    call.snapshot.subscribe(() => this.#follow(call))
    this.#follow(call)
  }

  /** The agent rings: the guest waits for nothing else, so his page answers. */
  #follow(call: CallController): void {
    const { phase, incoming, returnable } = call.snapshot.get()
    const ring = incoming[0]
    if (phase === 'idle' && this.now.get().stage === 'waiting') {
      // Who is called on the telephone takes his place there (WAI-5).
      if (ring && !this.#with.onTelephone()) {
        this.#join()
        void call.accept(ring.id)
      } else if (returnable) {
        // The page was loaded anew in the middle of the call.
        this.#join()
        void call.comeBack()
      }
    }
    if (phase === 'ended') void this.#ended(call)
  }

  #join(): void {
    this.own.lend()
    this.#set({ called: true, lost: false })
  }

  async #ended(call: CallController): Promise<void> {
    const kind = call.snapshot.get().outcome?.kind
    call.dismiss()
    this.#set({ called: false })
    if (kind === 'ended_elsewhere' || kind === 'elsewhere') {
      this.#with.live.stop()
      this.#set({ stage: 'elsewhere' })
      return
    }
    const page = kind === 'answered' ? await this.#with.commands.page().catch(() => null) : null
    if (page !== null) this.#set({ page })
    const over = kind === 'answered' && page?.ended !== 'lost'
    if (over) {
      // Who has finished does not wait any more.
      this.#with.live.stop()
      this.#set({ stage: 'ended' })
      return
    }
    this.#set({ lost: kind === 'answered' })
    void this.own.open('video')
    await this.refresh()
  }

  #set(values: Partial<GuestState>): void {
    this.now.set((old) => ({ ...old, ...values }))
  }
}
