/** How a visitor comes: what the script of the button put into the fragment of the address. Pure. */
import type { Language } from '@/protocol/types'

export interface Arrival {
  ticket: string
  language: Language
  /** The address of the page that he was on, and its title. */
  page: string
  title: string
}

/** Reads the fragment; null when it is none of the button's. */
export function arrivalOf(fragment: string): Arrival | null {
  const known = new URLSearchParams(fragment.replace(/^#/, ''))
  const ticket = known.get('ticket')
  if (!ticket) return null
  return {
    ticket,
    language: known.get('language') === 'en' ? 'en' : 'nl',
    page: known.get('page') ?? '',
    title: known.get('title') ?? '',
  }
}

/** The site of a page; null for what is no page of a website. */
export function siteOf(page: string): string | null {
  try {
    const { origin, protocol } = new URL(page)
    return protocol === 'https:' || protocol === 'http:' ? origin : null
  } catch {
    return null
  }
}
