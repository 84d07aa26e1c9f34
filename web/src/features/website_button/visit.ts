/** A visit from its first screen to its last (BTN-2 to BTN-4): behaviour without React; `VisitorPage.tsx` draws it. */
import { answer, http, oncePerClick, Refusal } from '@/protocol/http'
import { GUEST_HEADER, setGuestToken } from '@/protocol/identity'
import type { FreeHours, Language, VisitDesk, WishGranted } from '@/protocol/types'
import { type CallSnapshot, call, type Outcome } from '@/state/call'
import { lendTracks, openMedia } from '@/state/devices'
import { tellGuestLanguage } from '@/state/guest_language'
import { live } from '@/state/live'
import { me } from '@/state/me'
import { Store } from '@/state/store'
import { type Arrival, arrivalOf } from './arrival'
import type { Slot } from './free_hours'

/**
 * `lost`: opened without the button. `offers`: nobody can be had, `reason` says why. `left`: the visitor's message was
 * kept. `over`: they have talked.
 */
export type VisitPhase =
  | 'loading'
  | 'lost'
  | 'unreachable'
  | 'welcome'
  | 'opening'
  | 'waiting'
  | 'talking'
  | 'offers'
  | 'left'
  | 'over'

export interface VisitState {
  phase: VisitPhase
  desk: VisitDesk | null
  reason: 'nobody' | 'no_answer' | 'failed'
  left: 'message' | 'callback' | 'appointment'
  /** When an appointment can be planned; null while it is fetched, an Error when it could not be. */
  hours: FreeHours | Error | null
  /** The appointment that was planned, and where its invitation goes. */
  planned: (WishGranted & { email: string }) | null
}

/** What is kept over a reload of a visitor's own window. */
interface Kept {
  arrival: Arrival
  guest: { id: string; name: string; token: string } | null
  /** The language that he has chosen himself, also for his next visit in this tab. */
  language?: Language | null
}

const KEY = 'oogcontact.visit'

/** What is live is known so long after the way to the server is open (milliseconds). */
const KNOWN_WITHIN = 3_000

class Visit {
  readonly now = new Store<VisitState>({
    phase: 'loading',
    desk: null,
    reason: 'nobody',
    left: 'message',
    hours: null,
    planned: null,
  })
  readonly button: string
  #arrival: Arrival | null = null
  #guest: Kept['guest'] = null
  /** The last wish for an appointment, with its key: sent again after a fault, it is the same one. */
  #wish = { text: '', headers: oncePerClick() }
  #language: Language | null = null

  constructor(button: string) {
    this.button = button
    this.#claim()
  }

  get arrival(): Arrival | null {
    return this.#arrival
  }

  /** Finds out how the visitor came, and who can be had; a visit that a reload broke off goes on. */
  async start(): Promise<void> {
    const language = this.#language ?? this.#arrival?.language
    if (language) me.set((old) => ({ ...old, language }))
    if (this.#arrival === null) {
      this.#go('lost')
      return
    }
    call.snapshot.subscribe(() => this.#follow(call.snapshot.get()))
    live.on('opened', this.#opened)
    if (this.#guest) {
      await this.#load('waiting')
      await this.#sitDown(this.#guest)
      return
    }
    await this.#load('welcome')
  }

  /** Asks again who can be had. */
  async again(): Promise<void> {
    await this.#load('welcome')
  }

  /** Rings the agents; throws the Refusal of what the visitor can mend. */
  async begin(name: string, consent: boolean): Promise<void> {
    const arrival = this.#arrival
    if (arrival === null) return
    this.#go('opening')
    // The question for the camera comes first: nobody is rung before it has been answered.
    const { video, audio } = await openMedia({ video: true, audio: true })
    const tracks = [video, audio].filter((track) => track instanceof MediaStreamTrack)
    try {
      const { token, guest, ...begun } = await this.#ask(arrival, name, consent)
      lendTracks(tracks)
      this.#keep({ id: guest, name: begun.name, token })
      this.#go('waiting')
      await this.#sitDown({ id: guest, name: begun.name, token })
    } catch (error) {
      for (const track of tracks) track.stop()
      if (!(error instanceof Refusal) || error.code !== 'nobody_available') {
        this.#go('welcome')
        throw error
      }
      this.#offer('nobody')
    }
  }

  /** Has the page speak another language from now on; who is a guest already is spoken to in it elsewhere too. */
  async speak(language: Language): Promise<void> {
    this.#language = language
    if (this.#arrival) this.#arrival = { ...this.#arrival, language }
    me.set((old) => ({ ...old, language }))
    this.#keep(this.#guest)
    if (this.#guest) await tellGuestLanguage(language)
  }

  /** **Stop**, or the visitor closes the frame. */
  async stop(): Promise<void> {
    await call.hangUp()
  }

  /** Leaves a message or a number; throws the Refusal. */
  async leave(kind: 'message' | 'callback', fields: Record<string, string>): Promise<void> {
    const { ticket, page } = this.#arrival ?? { ticket: '', page: '' }
    const { name = '', text = '', number = '', email = '' } = fields
    const body = { kind, ticket, page, name, text, number, email }
    await answer(
      http.POST('/api/button/{public_id}/messages', {
        params: { path: { public_id: this.button } },
        body,
        headers: { [GUEST_HEADER]: 'new' },
      }),
    )
    this.now.set((old) => ({ ...old, phase: 'left', left: kind }))
  }

  /** Fetches when an appointment can be planned. */
  async findHours(): Promise<void> {
    this.now.set((old) => ({ ...old, hours: null }))
    const params = {
      path: { public_id: this.button },
      header: { 'X-Button-Ticket': this.#arrival?.ticket ?? '' },
    }
    const hours = await answer(http.GET('/api/button/{public_id}/free-hours', { params })).catch(asError)
    this.now.set((old) => ({ ...old, hours }))
  }

  /** Plans an appointment; throws the Refusal, `slot_taken` when somebody was sooner. */
  async plan(slot: Slot, fields: Record<string, string>): Promise<void> {
    const { ticket, page, language } = this.#arrival ?? { ticket: '', page: '', language: 'nl' as const }
    const { name = '', email = '', mobile = '', text = '', consent } = fields
    const who = { name, email, mobile, text, consent: consent === 'on' }
    const body = { ...slot, ...who, ticket, page, language }
    const wish = JSON.stringify(body)
    if (wish !== this.#wish.text) this.#wish = { text: wish, headers: oncePerClick() }
    const granted = await answer(
      http.POST('/api/button/{public_id}/appointments', {
        params: { path: { public_id: this.button } },
        body,
        headers: { [GUEST_HEADER]: 'new', ...this.#wish.headers },
      }),
    )
    const planned = { ...granted, email: email.trim() }
    this.now.set((old) => ({ ...old, phase: 'left', left: 'appointment', planned }))
  }

  #ask({ ticket, page, title, language }: Arrival, name: string, consent: boolean) {
    // Who was here before and tries again is a new guest.
    setGuestToken(null)
    return live.claim().then((client) =>
      answer(
        http.POST('/api/button/{public_id}/visits', {
          params: { path: { public_id: this.button } },
          body: { ticket, name, consent, page, title, language, client },
          headers: { [GUEST_HEADER]: 'new' },
        }),
      ),
    )
  }

  /** Takes the seat in the room that waits; `#follow` hears of it. */
  async #sitDown({ id, name, token }: NonNullable<Kept['guest']>): Promise<void> {
    setGuestToken(token)
    me.set((old) => ({ ...old, person: { id, name, photo: null, role: 'guest' } }))
    live.stop()
    await live.start()
  }

  /** The way to the server is open: a room that is not there any more ended while it was not. */
  readonly #opened = (): void => {
    setTimeout(() => {
      const { phase, returnable } = call.snapshot.get()
      if (this.now.get().phase !== 'waiting' || returnable || phase !== 'idle') return
      live.stop()
      this.#keep(null)
      this.#offer('nobody')
    }, KNOWN_WITHIN)
  }

  #follow({ phase, returnable, outcome }: CallSnapshot): void {
    const here = this.now.get().phase
    if (here !== 'waiting' && here !== 'talking') return
    if (returnable) void call.comeBack()
    else if (phase === 'countdown' || phase === 'talking') this.#go('talking')
    else if (outcome) this.#end(outcome)
  }

  #end({ kind }: Outcome): void {
    call.dismiss()
    live.stop()
    this.#keep(null)
    if (kind === 'cancelled') this.#go('welcome')
    else if (kind === 'answered') this.#go('over')
    else this.#offer(kind === 'no_answer' ? 'no_answer' : kind === 'error' ? 'failed' : 'nobody')
  }

  async #load(next: VisitPhase): Promise<void> {
    try {
      const path = { public_id: this.button }
      const desk = await answer(http.GET('/api/button/{public_id}', { params: { path } }))
      this.now.set((old) => ({ ...old, desk }))
      if (next === 'welcome' && !desk.available) this.#offer('nobody')
      else this.#go(next)
    } catch (error) {
      this.#go(error instanceof Refusal && error.status === 404 ? 'lost' : 'unreachable')
    }
  }

  #offer(reason: VisitState['reason']): void {
    this.now.set((old) => ({ ...old, phase: 'offers', reason }))
    if (this.now.get().desk?.self_planning) void this.findHours()
  }

  #go(phase: VisitPhase): void {
    this.now.set((old) => ({ ...old, phase }))
  }

  /** Takes the fragment out of the address, where a picture of the screen would show it, or what this tab has kept. */
  #claim(): void {
    const kept = remembered()
    this.#language = kept?.language ?? null
    const arrival = arrivalOf(location.hash)
    if (arrival) {
      this.#arrival = { ...arrival, language: this.#language ?? arrival.language }
      history.replaceState(history.state, '', location.pathname)
      this.#keep(null)
      return
    }
    this.#arrival = kept?.arrival ?? null
    this.#guest = kept?.guest ?? null
  }

  #keep(guest: Kept['guest']): void {
    this.#guest = guest
    try {
      sessionStorage.setItem(KEY, JSON.stringify({ arrival: this.#arrival, guest, language: this.#language }))
    } catch {
      // A frame on another site may have no storage.
    }
  }
}

export type { Visit }

let visit: Visit | null = null

/** The visit of this page: there is one, however often its screens are begun anew. */
export function visitOf(button: string): Visit {
  if (visit?.button !== button) visit = new Visit(button)
  return visit
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}

function remembered(): Kept | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Kept | null
  } catch {
    return null
  }
}
