/**
 * Talks with the script of the button on the page around this frame (web/button/src/overlay.ts): tells that it is there and
 * how far the visit is, hears that the visitor closes it. Only with the site that he came from.
 */
import { siteOf } from './arrival'

export class HostPage {
  readonly #origin: string | null

  constructor(page: string) {
    this.#origin = siteOf(page)
  }

  /** Whether this page stands in a frame. */
  get isThere(): boolean {
    return window.parent !== window
  }

  ready(): void {
    this.#tell({ oogcontact: 'ready' })
  }

  /** `busy`: leaving the page would end a conversation. */
  phase(busy: boolean): void {
    this.#tell({ oogcontact: 'phase', busy })
  }

  closed(): void {
    if (this.isThere) this.#tell({ oogcontact: 'closed' })
    else window.close()
  }

  /** Calls `end` when the visitor closes the frame, until the returned function is called. */
  onEnd(end: () => void): () => void {
    const hear = ({ source, origin, data }: MessageEvent<{ oogcontact?: string } | null>) => {
      if (source === window.parent && origin === this.#origin && data?.oogcontact === 'end') end()
    }
    window.addEventListener('message', hear)
    return () => window.removeEventListener('message', hear)
  }

  #tell(message: object): void {
    if (this.isThere && this.#origin) window.parent.postMessage(message, this.#origin)
  }
}
