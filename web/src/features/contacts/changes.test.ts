import { describe, expect, it } from 'vitest'
import { changesOf } from './changes'
import { contact } from './fixtures'

const numbers = [{ label: 'Thuis', number: '020 1234567', e164: '+31201234567' }]
const before = contact('Oma', { section: 'personal', person_id: null, note: 'Hard praten.', numbers })

describe('what a form changed of a contact', () => {
  it('CON-2: is nothing when all was left as it was', () => {
    const same = { name: 'Oma', email: before.email, note: ' Hard praten. ', numbers: [...numbers] }
    expect(changesOf(before, same)).toEqual({})
  })

  it('CON-2: is only what differs, so that a fixed address is not refused', () => {
    expect(changesOf(before, { name: 'Oma Visser', email: before.email })).toEqual({ name: 'Oma Visser' })
  })

  it('CON-2: empties a note and replaces numbers as a whole', () => {
    const mobile = [{ label: 'Mobiel', number: '06 12345678' }]
    expect(changesOf(before, { note: '', numbers: mobile })).toEqual({ note: '', numbers: mobile })
  })
})
