/** Contacts for the tests. */
import type { Contact } from '@/protocol/types'

/** A colleague of this name who is there; `change` says what is different. */
export function contact(name: string, change: Partial<Contact> = {}): Contact {
  const id = `person-${name.toLowerCase()}`
  return {
    id,
    section: 'company',
    person_id: id,
    name,
    photo: null,
    function: 'Wijkverpleegkundige',
    email: `${name.toLowerCase()}@voorbeeld.test`,
    numbers: [],
    note: '',
    extension: '102',
    favourite: false,
    request: 'none',
    presence: { state: 'available', in_call: false, text: '', until: null },
    ...change,
  }
}
