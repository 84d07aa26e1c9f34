/** The fields of Mijn gegevens, apart from the screen. */
import type { Language, Me } from '@/protocol/types'

/** A row of the telephone numbers; the key stays while others are removed. */
export interface PhoneRow {
  key: string
  label: string
  number: string
}

export interface Details {
  first_name: string
  last_name: string
  function: string
  language: Language
  email: string
  phones: PhoneRow[]
}

export const MAX_PHONES = 5

export function detailsOf(me: Me): Details {
  return {
    first_name: me.first_name,
    last_name: me.last_name,
    function: me.function,
    language: me.language,
    email: me.email,
    phones: me.phone_numbers.map(({ label, number }) => phoneRow(label, number)),
  }
}

export function phoneRow(label = '', number = ''): PhoneRow {
  return { key: crypto.randomUUID(), label, number }
}

/** The rows with something in them; an empty row is no number. */
export function phonesToSend({ phones }: Pick<Details, 'phones'>): { label: string; number: string }[] {
  return phones
    .map(({ label, number }) => ({ label: label.trim(), number: number.trim() }))
    .filter(({ label, number }) => label !== '' || number !== '')
}

/** Whether something was filled in that is not what the server has. */
export function isChanged(details: Details, me: Me): boolean {
  const saved = detailsOf(me)
  const plain = (one: Details) => JSON.stringify({ ...one, phones: phonesToSend(one) })
  return plain(details) !== plain(saved)
}

/** Whether this is written as a telephone number; the server has the same rule. */
export function isPhoneNumber(text: string): boolean {
  return /^\+?[0-9][0-9 ()\-.]{2,24}$/.test(text.trim())
}
