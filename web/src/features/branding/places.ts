/** The places in an invitation that are filled in for each receiver (ADM-2). */
import type { Language } from '@/protocol/types'

export const PLACES = ['name', 'organisation', 'agent', 'date', 'time'] as const

export type Place = (typeof PLACES)[number]

/** The word in braces for each place; the server takes both languages in either text. */
const WORDS: Record<Language, Record<Place, string>> = {
  nl: {
    name: '{naam}',
    organisation: '{organisatie}',
    agent: '{medewerker}',
    date: '{datum}',
    time: '{tijd}',
  },
  en: {
    name: '{name}',
    organisation: '{organisation}',
    agent: '{agent}',
    date: '{date}',
    time: '{time}',
  },
}

export function wordOf(place: Place, language: Language): string {
  return WORDS[language][place]
}

/** The text with `word` in place of what is selected, and where the cursor stands then. */
export function inserted(
  text: string,
  word: string,
  start: number,
  end: number,
): { text: string; cursor: number } {
  return { text: text.slice(0, start) + word + text.slice(end), cursor: start + word.length }
}
