import { afterEach, describe, expect, it } from 'vitest'
import { dropDraft, keepDraft, keptDraft } from './draft'
import { appointment } from './fixtures'
import { EMPTY, fieldsOf, planOf, withInvitee, withStart } from './plan_fields'

const TODAY = '2026-11-21'

describe('APP-1: the fields of an appointment', () => {
  it('a date goes as the server reads it, one that is none as it was typed', () => {
    expect(planOf({ ...EMPTY, date: '23 nov' }, '', TODAY).date).toBe('2026-11-23')
    expect(planOf({ ...EMPTY, date: 'straks' }, '', TODAY).date).toBe('straks')
  })

  it('the usual text goes unless it was changed, also when it was emptied', () => {
    expect(planOf(EMPTY, 'Beste {naam}', TODAY).message).toBe('Beste {naam}')
    expect(planOf({ ...EMPTY, message: '' }, 'Beste {naam}', TODAY).message).toBe('')
  })

  it('the end follows the start, but not when a later one was chosen', () => {
    expect(withStart(EMPTY, '14:00').ends).toBe('14:30')
    expect(withStart({ ...EMPTY, ends: '16:00' }, '14:00').ends).toBe('16:00')
    expect(withStart({ ...EMPTY, ends: '13:00' }, '14:00').ends).toBe('14:30')
    expect(withStart(EMPTY, '23:45').ends).toBe('23:59')
    expect(withStart({ ...EMPTY, ends: '13:00' }, '').ends).toBe('13:00')
  })

  it('a change begins with what there is, and keeps who is who', () => {
    const fields = fieldsOf(appointment())
    expect(fields).toMatchObject({ date: '23-11-2026', starts: '14:00', message: null })
    expect(fields.recipients).toEqual([
      { id: 'r1', name: 'Mevrouw Jansen', email: 'j@ergens.test', mobile: '' },
    ])
    expect(withInvitee(fields, 0, { name: 'Piet' }).recipients[0]).toMatchObject({ id: 'r1', name: 'Piet' })
  })
})

describe('APP-1: what was typed and not sent', () => {
  afterEach(() => sessionStorage.clear())

  it('is there again after a reload', () => {
    keepDraft('anna', { ...EMPTY, subject: 'Kennismaking' })
    expect(keptDraft('anna').subject).toBe('Kennismaking')
    dropDraft()
    expect(keptDraft('anna')).toEqual(EMPTY)
  })

  it('is nobody else’s', () => {
    keepDraft('anna', { ...EMPTY, subject: 'Kennismaking' })
    expect(keptDraft('bram')).toEqual(EMPTY)
    expect(sessionStorage).toHaveLength(0)
  })

  it('is forgotten when it can not be read', () => {
    sessionStorage.setItem('afspraak', '{"person":"anna","fields":{}}')
    expect(keptDraft('anna')).toEqual(EMPTY)
    sessionStorage.setItem('afspraak', 'x')
    expect(keptDraft('anna')).toEqual(EMPTY)
  })
})
