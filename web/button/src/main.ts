/**
 * The button on somebody else's website (BTN-1): one script without dependencies, cookies or storage, which touches the
 * page by one element with a closed shadow. It knows its id and its server from its own address, because Google Tag
 * Manager keeps nothing else of a script's tag.
 */
import { Liveness, type State } from './liveness'
import { mayBeFramed, Overlay, openWindow } from './overlay'
import { buttonStyles, overlayStyles } from './styles'
import { languageOf, TEXTS } from './texts'

declare global {
  interface Window {
    /** The ids of the buttons on this page: a script that is there twice makes one. */
    oogcontactButtons?: string[]
  }
}

/** A ticket is good for an hour; a fresh one is asked for when a visitor comes near with one as old as this (ms). */
const OLD = 20 * 60_000
const TOO_OLD = 55 * 60_000

class Button {
  readonly #origin: string
  readonly #id: string
  readonly #host = document.createElement('oogcontact-button')
  readonly #root = this.#host.attachShadow({ mode: 'closed' })
  readonly #sheet = new CSSStyleSheet()
  readonly #liveness: Liveness
  #state: State | null = null
  #pill: HTMLButtonElement | null = null
  #ticketAt = 0
  #open = false
  #waiting = false
  #styles = ''

  constructor(origin: string, id: string) {
    this.#origin = origin
    this.#id = id
    this.#liveness = new Liveness(origin, id, (state) => this.#hear(state))
    this.#root.adoptedStyleSheets = [this.#sheet]
  }

  start(): void {
    this.#liveness.start()
  }

  #hear(state: State | null): void {
    // Who is in a conversation keeps it, whatever becomes of the button.
    const look = state ?? this.#state
    this.#state = state
    if (state?.ticket) this.#ticketAt = Date.now()
    if (look) this.#dress(look)
    if (this.#waiting && state?.ticket) this.#visit()
    else if (!this.#open) this.#draw()
  }

  /** The rules of a conversation are read only with one. */
  #dress(look: State): void {
    const styles = buttonStyles(look) + (this.#open ? overlayStyles(look) : '')
    if (styles === this.#styles) return
    this.#styles = styles
    this.#sheet.replaceSync(styles)
  }

  #draw(): void {
    const state = this.#state
    if (!state?.shown) {
      this.#host.remove()
      this.#root.replaceChildren()
      this.#pill = null
      return
    }
    const language = languageOf(state.language)
    const text = language === 'nl' ? state.text_nl : state.text_en
    if (this.#pill?.isConnected && this.#pill.textContent === text) return
    const pill = document.createElement('button')
    pill.type = 'button'
    pill.className = 'pill'
    pill.lang = language
    pill.textContent = text
    pill.onclick = () => this.#visit()
    pill.onpointerenter = pill.onfocus = () => this.#freshen()
    this.#pill = pill
    this.#show(pill)
  }

  #show(...nodes: Node[]): void {
    this.#root.replaceChildren(...nodes)
    if (!this.#host.isConnected) this.#place()
  }

  /** Beside the body, which may be moved or made small; in the top layer where there is one. */
  #place(): void {
    if ('popover' in this.#host) this.#host.popover = 'manual'
    document.documentElement.append(this.#host)
    try {
      this.#host.showPopover?.()
    } catch {
      // A page that is being left.
    }
  }

  #freshen(): void {
    if (Date.now() - this.#ticketAt > OLD) this.#liveness.renew()
  }

  #visit(): void {
    const state = this.#state
    if (!state) return
    this.#waiting = Date.now() - this.#ticketAt > TOO_OLD
    if (this.#waiting) {
      // The click is gone by the time the answer is there, but a frame needs none.
      this.#liveness.renew()
      return
    }
    const language = languageOf(state.language)
    const address = this.#address(state.ticket, language)
    if (!mayBeFramed()) {
      openWindow(address)
      return
    }
    this.#open = true
    this.#dress(state)
    const overlay = new Overlay({
      words: TEXTS[language],
      address,
      show: (...nodes) => this.#show(...nodes),
      closed: () => this.#closed(),
    })
    overlay.open()
  }

  #closed(): void {
    this.#open = false
    this.#draw()
    this.#pill?.focus()
  }

  /** What the visit must know stands in the fragment, which goes to no server. */
  #address(ticket: string, language: string): string {
    const known = new URLSearchParams({
      ticket,
      language,
      page: location.href.slice(0, 2000),
      title: document.title.slice(0, 200),
    })
    return `${this.#origin}/bezoek/${this.#id}#${known}`
  }
}

const MARK = '/button.js?id='

/** Origin and id; no URL, because each kind of object that a page uses for the first time costs it a while. */
const ADDRESS = /^(https?:\/\/[^/]+)\/.*\bid=([\w-]{10,40})(?![\w-])/

/** Known only while the script itself runs, and not to every way in which a tag manager runs it. */
const own = document.currentScript as HTMLScriptElement | null

function start(): void {
  const running = (window.oogcontactButtons ??= [])
  const scripts = own?.src.includes(MARK)
    ? [own]
    : document.querySelectorAll<HTMLScriptElement>(`script[src*="${MARK}"]`)
  for (const { src } of scripts) {
    const [, origin, id] = ADDRESS.exec(src) ?? []
    if (!origin || !id || running.includes(id)) continue
    running.push(id)
    new Button(origin, id).start()
  }
}

/** When the page itself has nothing to do; where a browser does not tell (Safari), after what it has to do now. */
function whenIdle(): void {
  if ('requestIdleCallback' in window) requestIdleCallback(start, { timeout: 1000 })
  else setTimeout(start)
}

if (document.readyState === 'complete') whenIdle()
else addEventListener('load', whenIdle)
