import { describe, expect, it } from 'vitest'
import type { Contact } from '@/protocol/types'
import { arrangedContacts } from './who_to_ask'

type Presence = NonNullable<Contact['presence']>

function contact(name: string, state: Presence['state'], values: Partial<Contact> = {}): Contact {
  const presence = { state, in_call: false, text: '', until: null }
  return {
    id: name,
    person_id: name,
    name,
    section: 'company',
    request: 'none',
    presence,
    ...values,
  } as Contact
}

const presenceOf = ({ presence }: Contact) => presence as Presence
const names = (list: Contact[]) => list.map(({ name }) => name)

describe('whom one can ask into a call', () => {
  it('CAL-9: shows who is free on top, colleagues before others, each once', () => {
    const free = contact('Zoë', 'available')
    const engaged = contact('Bram', 'available', {
      presence: { state: 'available', in_call: true, text: '', until: null },
    })
    const client = contact('Dirk', 'available', { section: 'clients' })
    const { colleagues, contacts } = arrangedContacts(
      [contact('Anna', 'offline'), engaged, client, free, free, contact('Carla', 'away')],
      [],
      presenceOf,
    )
    expect(names(colleagues)).toEqual(['Zoë', 'Carla', 'Bram', 'Anna'])
    expect(names(contacts)).toEqual(['Dirk'])
  })

  it('CAL-9: leaves out who is in the call, who is only details, and who has not answered a request', () => {
    const items = [
      contact('Anna', 'available'),
      contact('Piet', 'offline', { person_id: null }),
      contact('Els', 'offline', { request: 'sent' }),
    ]
    expect(arrangedContacts(items, ['Anna'], presenceOf)).toEqual({ colleagues: [], contacts: [] })
  })
})
