import type { Contact } from '@/protocol/types'

type Presence = NonNullable<Contact['presence']>

/** The lower, the sooner somebody will answer. */
const RANKS: Record<Presence['state'], number> = { available: 0, away: 2, busy: 3, dnd: 4, offline: 5 }
const IN_CALL = 3

/**
 * Who can be rung into a call, each once: colleagues and other contacts apart, who is free on top, else by name. Plain
 * details can not be rung, nor who is in the call.
 */
export function arrangedContacts(
  items: readonly Contact[],
  present: readonly string[],
  presenceOf: (contact: Contact) => Presence,
): { colleagues: Contact[]; contacts: Contact[] } {
  const found = new Map<string, Contact>()
  for (const contact of items) {
    if (contact.person_id === null || present.includes(contact.person_id)) continue
    if (contact.request === 'none') found.set(contact.person_id, contact)
  }
  const rank = (contact: Contact) => {
    const { state, in_call } = presenceOf(contact)
    return in_call && state !== 'offline' ? Math.max(IN_CALL, RANKS[state]) : RANKS[state]
  }
  const sorted = [...found.values()].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name))
  return {
    colleagues: sorted.filter(({ section }) => section === 'company'),
    contacts: sorted.filter(({ section }) => section !== 'company'),
  }
}
