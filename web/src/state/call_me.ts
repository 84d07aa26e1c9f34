/** A guest's wish to be called on the telephone instead (WAI-5), as it stands on the server. */
import { answer, http, oncePerClick } from '@/protocol/http'
import type { CallMe } from '@/protocol/types'
import { live } from './live'
import { Store } from './store'

class CallMeState {
  /** Null until it is known. */
  readonly wish = new Store<CallMe | null>(null)
  #followed = false

  /** Asks how it stands, and follows it from then on. */
  async load(): Promise<void> {
    if (!this.#followed) {
      this.#followed = true
      live.on('call_me.changed', () => void this.load())
      live.on('opened', () => void this.load())
    }
    // Not reached: what is known stays, and it is asked again when the way is open.
    const wish = await answer(http.GET('/api/guest/call-me')).catch(() => null)
    if (wish) this.wish.set(wish)
  }

  /** Asks to be called; throws a Refusal. */
  async ask(number: string): Promise<void> {
    const headers = oncePerClick()
    this.wish.set(await answer(http.POST('/api/guest/call-me', { headers, body: { number } })))
  }

  async withdraw(): Promise<void> {
    this.wish.set(await answer(http.POST('/api/guest/call-me/withdraw')))
  }

  /** Whether the guest is called on his telephone, so that this page must not answer for him. */
  get takesOver(): boolean {
    const state = this.wish.get()?.state
    return state === 'waiting' || state === 'calling' || state === 'talking'
  }
}

export const callMe = new CallMeState()
