/** The few words of the script itself; those on the button come from its administration. */

export type Language = 'nl' | 'en'

export const TEXTS = {
  nl: {
    title: 'Videogesprek',
    window: 'Openen in een nieuw venster',
    minimise: 'Minimaliseren',
    restore: 'Terug naar het gesprek',
    close: 'Sluiten',
    blocked: 'Deze website staat het gesprek hier niet toe.',
  },
  en: {
    title: 'Video call',
    window: 'Open in a new window',
    minimise: 'Minimise',
    restore: 'Back to the call',
    close: 'Close',
    blocked: 'This website does not allow the call here.',
  },
} satisfies Record<Language, Record<string, string>>

export type Words = (typeof TEXTS)['nl']

/** The language of the button: the one that was set, else that of the page that carries it, else the browser's. */
export function languageOf(set: Language | 'auto'): Language {
  if (set !== 'auto') return set
  const page = document.documentElement.lang || navigator.language
  return /^nl/i.test(page) ? 'nl' : 'en'
}
