/** The list of contacts as the server keeps it. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { answer, http } from '@/protocol/http'
import type { Contact, Person } from '@/protocol/types'

export type Section = 'all' | 'online' | 'company' | 'personal' | 'favourites' | 'clients'

/** A page of the list; many enough to look through, few enough to be quick. */
export const PAGE = 40

/** One page of a section; the page before stays in view while the next one comes. */
export function useContacts(section: Section, q = '', page = 0, limit = PAGE) {
  return useQuery({
    queryKey: ['contacts', section, q, page, limit],
    queryFn: () =>
      answer(http.GET('/api/contacts', { params: { query: { section, q, offset: page * limit, limit } } })),
    placeholderData: keepPreviousData,
  })
}

/** The contact with this key: out of the page in view, else asked for; null while unknown or gone. */
export function useContact(key: string | null, items: readonly Contact[]): Contact | null {
  const listed = items.find((contact) => keyOf(contact) === key || contact.id === key)
  const { data, isError } = useQuery({
    queryKey: ['contacts', 'one', key],
    queryFn: () =>
      answer(http.GET('/api/contacts/{contact_id}', { params: { path: { contact_id: key ?? '' } } })),
    enabled: key !== null && listed === undefined,
  })
  if (key === null) return null
  return listed ?? (isError ? null : (data ?? null))
}

/** Who asks to become a contact. */
export function useRequests() {
  return useQuery({
    queryKey: ['contact-requests'],
    queryFn: () => answer(http.GET('/api/contact-requests')),
  })
}

/** What stays the same of a contact: a colleague gets another id with his first star or note. */
export function keyOf({ id, person_id }: Contact): string {
  return person_id ?? id
}

/** The person behind a contact, to be called; null for plain details. */
export function personOf({ person_id, name, photo, function: job, extension }: Contact): Person | null {
  if (person_id === null) return null
  return { id: person_id, name, photo, function: job, role: 'agent', extension, organisation_id: '' }
}
