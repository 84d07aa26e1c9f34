/**
 * The conversation on the page that carries the button: a frame of ours with a bar above it. Frame and script talk by
 * messages that each takes from the other's site only (docs/website-button.md).
 */
import { element, ICONS, icon } from './elements'
import type { Words } from './texts'

/** What the frame says: it is there, how far the visit is, and that it may go. */
type Said = { oogcontact: 'ready' } | { oogcontact: 'phase'; busy: boolean } | { oogcontact: 'closed' }

/** A frame that has said nothing by then is forbidden by the page (milliseconds). */
const READY_WITHIN = 6_000

/** The frame gets so long to end its call (milliseconds). */
const END_WITHIN = 1_500

export interface Around {
  words: Words
  /** The address of the visit's page, with what it needs in the fragment. */
  address: string
  /** Takes the place of the button. */
  show(...nodes: Node[]): void
  closed(): void
}

export class Overlay {
  readonly #around: Around
  readonly #origin: string
  readonly #frame: HTMLIFrameElement
  readonly #box: HTMLElement
  readonly #pill: HTMLButtonElement
  #busy = false
  #small = false
  #giveUp: ReturnType<typeof setTimeout> | undefined

  constructor(around: Around) {
    const { words, address } = around
    this.#around = around
    this.#origin = new URL(address).origin
    this.#frame = element('iframe', {
      title: words.title,
      allow:
        'camera; microphone; autoplay; display-capture; fullscreen; speaker-selection; picture-in-picture',
    })
    this.#box = element(
      'section',
      { class: 'box', role: 'dialog', 'aria-label': words.title },
      element(
        'div',
        { class: 'bar' },
        element('h2', {}, words.title),
        this.#tool(words.minimise, ICONS.minimise, () => this.#minimise()),
        this.#tool(words.close, ICONS.close, () => this.#end()),
      ),
      this.#frame,
    )
    this.#pill = element('button', { type: 'button', class: 'pill', hidden: '' }, words.restore)
    this.#pill.onclick = () => this.#restore()
    this.#box.addEventListener('keydown', ({ key }) => key === 'Escape' && this.#minimise())
  }

  open(): void {
    addEventListener('message', this.#hear)
    addEventListener('beforeunload', this.#warn)
    document.addEventListener('securitypolicyviolation', this.#forbidden)
    this.#giveUp = setTimeout(() => this.#offerWindow(), READY_WITHIN)
    this.#around.show(this.#box, this.#pill)
    this.#frame.src = this.#around.address
    if (hasDevices(this.#frame, this.#origin)) {
      this.#frame.focus()
      return
    }
    // Still in the click, so that the browser lets the window open.
    this.#close()
    openWindow(this.#around.address)
  }

  #tool(label: string, paths: string[], act: () => void): HTMLButtonElement {
    const tool = element('button', { type: 'button', 'aria-label': label, title: label }, icon(...paths))
    tool.onclick = act
    return tool
  }

  readonly #hear = ({ source, origin, data }: MessageEvent<Said | null>): void => {
    if (source !== this.#frame.contentWindow || origin !== this.#origin || typeof data !== 'object') return
    switch (data?.oogcontact) {
      case 'ready':
        clearTimeout(this.#giveUp)
        break
      case 'phase':
        this.#busy = data.busy === true
        break
      case 'closed':
        this.#close()
    }
  }

  /** A page that is left ends the conversation: the browser asks first. */
  readonly #warn = (event: BeforeUnloadEvent): void => {
    if (this.#busy) event.preventDefault()
  }

  readonly #forbidden = ({ effectiveDirective, blockedURI }: SecurityPolicyViolationEvent): void => {
    const frames = /^(?:frame|child|default)-src/.test(effectiveDirective)
    if (frames && blockedURI.startsWith(this.#origin)) this.#offerWindow()
  }

  /** The page allows no frame of ours: a click more, because a window opens only by a click. */
  #offerWindow(): void {
    clearTimeout(this.#giveUp)
    const { words, address } = this.#around
    const open = element('button', { type: 'button' }, words.window)
    open.onclick = () => {
      openWindow(address)
      this.#close()
    }
    this.#frame.replaceWith(element('div', { class: 'note' }, words.blocked, open))
    open.focus()
  }

  #minimise(): void {
    this.#small = true
    this.#resize()
    this.#pill.focus()
  }

  #restore(): void {
    this.#small = false
    this.#resize()
    this.#frame.focus()
  }

  #resize(): void {
    // Hidden but as large as before: a frame without a size is no longer drawn, and its call would come back torn.
    this.#box.classList.toggle('small', this.#small)
    this.#box.inert = this.#small
    this.#pill.hidden = !this.#small
  }

  #end(): void {
    this.#frame.contentWindow?.postMessage({ oogcontact: 'end' }, this.#origin)
    setTimeout(() => this.#close(), this.#busy ? END_WITHIN : 0)
  }

  #close(): void {
    removeEventListener('message', this.#hear)
    removeEventListener('beforeunload', this.#warn)
    document.removeEventListener('securitypolicyviolation', this.#forbidden)
    clearTimeout(this.#giveUp)
    if (!this.#box.isConnected) return
    this.#box.remove()
    this.#pill.remove()
    this.#around.closed()
  }
}

/** Opens the visit in a window of its own, which knows nothing of this page. */
export function openWindow(address: string): void {
  open(address, '_blank', 'noopener')
}

/** Whether a frame on this page may have a camera at all, and is large enough to be of use. */
export function mayBeFramed(): boolean {
  // A frame on a page without encryption gets no camera, however safe it is itself (Secure Contexts, 3.1).
  return isSecureContext && !matchMedia('(max-width: 600px), (max-height: 480px)').matches
}

/** Whether the policy of this page leaves camera and microphone to the frame; only one that is there knows it. */
function hasDevices(frame: PolicyHolder, origin: string): boolean {
  return ['camera', 'microphone'].every((name) => frame.featurePolicy?.allowsFeature(name, origin) !== false)
}

/** W3C Permissions Policy, 5.6; not in every browser. */
type PolicyHolder = HTMLIFrameElement & {
  featurePolicy?: { allowsFeature(name: string, origin: string): boolean }
}
