/** Who uses this tab, with an account or as a guest: what texts and calls need to know of him. */
import type { Language, MySettings } from '@/protocol/types'
import { Store } from './store'

export interface Myself {
  id: string
  name: string
  photo: string | null
  role: 'administrator' | 'agent' | 'client' | 'guest'
  /** A guest has none. */
  settings?: MySettings
}

/** Filled by `session` in the app, and by `guest` on a guest's page. */
export const me = new Store<{ person: Myself | null; language: Language }>({
  person: null,
  language: document.documentElement.lang === 'en' ? 'en' : 'nl',
})
