/** What a form changed of a contact: only that is sent, because the rest may not be one's own to change. */
import type { Contact } from '@/protocol/types'
import type { EditedNumber } from './NumberFields'

export interface Changes {
  name?: string | undefined
  function?: string | undefined
  email?: string | undefined
  note?: string | undefined
  numbers?: EditedNumber[] | undefined
}

const TEXTS = ['name', 'function', 'email', 'note'] as const

/** Returns the fields of `after` that differ from the contact. */
export function changesOf(before: Contact, after: Changes): Changes {
  const changes: Changes = {}
  for (const field of TEXTS) {
    const text = after[field]
    if (text !== undefined && text.trim() !== before[field]) changes[field] = text
  }
  if (after.numbers && written(after.numbers) !== written(before.numbers)) changes.numbers = after.numbers
  return changes
}

function written(numbers: readonly EditedNumber[]): string {
  return JSON.stringify(numbers.map(({ label, number }) => [label, number]))
}
