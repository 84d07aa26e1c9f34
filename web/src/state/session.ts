/** Who uses this browser. */
import { allauth } from '@/protocol/allauth'
import { answer, http } from '@/protocol/http'
import type { DemoAccount, Language, Me, Organisation } from '@/protocol/types'
import { live } from './live'
import { me } from './me'
import { Store } from './store'

export interface Session {
  status: 'loading' | 'signed_out' | 'signed_in' | 'unreachable'
  person: Me | null
  organisation: Organisation | null
  demo: DemoAccount[] | null
  language: Language
}

export const session = new Store<Session>({
  status: 'loading',
  person: null,
  organisation: null,
  demo: null,
  language: document.documentElement.lang === 'en' ? 'en' : 'nl',
})

session.subscribe(() => {
  const { person, language } = session.get()
  me.set({ person, language })
})

/** Asks the server who is signed in; the screens follow. */
export async function refreshSession(): Promise<Session> {
  try {
    const { person, organisation, demo, language } = await answer(http.GET('/api/session'))
    session.set({ status: person ? 'signed_in' : 'signed_out', person, organisation, demo, language })
    if (person && !organisation?.require_two_factor) void live.start()
    else live.stop()
  } catch {
    // Who was signed in stays so on the screen: the server may only be away for a moment.
    session.set((old) => (old.status === 'loading' ? { ...old, status: 'unreachable' } : old))
  }
  return session.get()
}

/** Ends this device's session. */
export async function signOut(): Promise<void> {
  await allauth('DELETE', 'auth/session')
  live.stop()
  await refreshSession()
}

/** Changes the language of the screens, and of the mails if somebody is signed in (ACC-12). */
export async function setLanguage(language: Language): Promise<void> {
  session.set((old) => ({ ...old, language }))
  await answer(http.POST('/api/language', { body: { language } }))
}

live.on('me.changed', () => void refreshSession())
live.on('resync', () => void refreshSession())
live.on('signed_out', () => void refreshSession())
