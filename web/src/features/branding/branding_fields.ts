/** The branding as fields of a form (ADM-2). */
import type { Branding } from '@/protocol/types'

export const FIELDS = ['colour', 'sender_name', 'invitation_nl', 'invitation_en'] as const

export type Field = (typeof FIELDS)[number]
export type Fields = Record<Field, string>

export function fieldsOf(saved: Branding): Fields {
  const { colour, sender_name, invitation_nl, invitation_en } = saved
  return { colour, sender_name, invitation_nl, invitation_en }
}

/** What differs from what is saved. */
export function changesOf(fields: Fields, saved: Branding): Partial<Fields> {
  const changed = FIELDS.filter((name) => fields[name] !== saved[name])
  return Object.fromEntries(changed.map((name) => [name, fields[name]]))
}

export function isChanged(fields: Fields, saved: Branding): boolean {
  return Object.keys(changesOf(fields, saved)).length > 0
}
