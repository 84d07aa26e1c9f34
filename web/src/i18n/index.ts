/** The texts of the screens: one file a feature and language, fetched when a screen needs it. */
import i18next, { type BackendModule } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { persistently } from '@/protocol/persistently'
import type { Language } from '@/protocol/types'
import { me } from '@/state/me'
import type { resources } from './resources'

const files = import.meta.glob<{ default: object }>('./{nl,en}/*.json')

const backend: BackendModule = {
  type: 'backend',
  init() {},
  read(language, namespace, done) {
    const load = files[`./${language}/${namespace}.json`]
    if (load === undefined) done(new Error(`There are no texts ${namespace} in ${language}.`), null)
    else
      persistently(load).then(
        (file) => done(null, file.default),
        (error: unknown) => done(error as Error, null),
      )
  },
}

/** Makes the texts ready in `language`; follows the language of who uses this tab from then on. */
export async function startTexts(
  language: Language,
  namespaces: (keyof typeof resources)[] = ['common', 'shell'],
): Promise<void> {
  // Before any screen draws the new texts: what it then asks of the server is answered in this language.
  i18next.on('languageChanged', mark)
  await i18next
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: language,
      supportedLngs: ['nl', 'en'],
      fallbackLng: false,
      ns: namespaces,
      defaultNS: 'common',
      interpolation: { escapeValue: false },
      returnNull: false,
    })
  me.subscribe(() => {
    const { language } = me.get()
    if (language !== i18next.language) void i18next.changeLanguage(language)
  })
}

function mark(language: string): void {
  document.documentElement.lang = language
}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    resources: typeof resources
    returnNull: false
  }
}
