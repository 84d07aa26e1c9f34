import { describe, expect, it } from 'vitest'
import { BOUNDS, faultsOf, fieldsOf, isChanged, NUMBER_FIELDS, policiesOf } from './policy_fields'

const SAVED = {
  ring_seconds: 30,
  countdown: true,
  strict_password_agents: false,
  strict_password_clients: true,
  two_factor_administrators: false,
  two_factor_agents: false,
  two_factor_clients: false,
  idle_hours_agents: 12,
  idle_days_clients: 30,
  mask_numbers: true,
  reminder_hours: 24,
  keep_appointments_days: 365,
  keep_calls_days: 365,
  keep_visits_days: 365,
  keep_visitor_messages_days: 90,
  keep_waiting_messages_days: 1,
}

describe('ADM-5: the fields of the policies', () => {
  it('give back what was saved', () => {
    expect(policiesOf(fieldsOf(SAVED))).toEqual(SAVED)
    expect(isChanged(fieldsOf(SAVED), SAVED)).toBe(false)
    expect(isChanged({ ...fieldsOf(SAVED), countdown: false }, SAVED)).toBe(true)
    expect(isChanged({ ...fieldsOf(SAVED), mask_numbers: false }, SAVED)).toBe(true)
  })

  it.each(['', ' ', '14', '61', '20.5', 'dertig', '-20'])('%j is no time to ring', (ring_seconds) => {
    expect(faultsOf({ ...fieldsOf(SAVED), ring_seconds })).toEqual(['ring_seconds'])
  })

  it('the bounds themselves can be used', () => {
    for (const end of [0, 1] as const) {
      const bounds = Object.fromEntries(NUMBER_FIELDS.map((name) => [name, String(BOUNDS[name][end])]))
      expect(faultsOf({ ...fieldsOf(SAVED), ...bounds })).toEqual([])
    }
  })

  it('an empty field keeps something for ever', () => {
    const fields = { ...fieldsOf(SAVED), keep_visits_days: ' ' }
    expect(faultsOf(fields)).toEqual([])
    expect(policiesOf(fields).keep_visits_days).toBe(0)
  })

  it.each(['-1', '3651', '1.5', 'jaar'])('%j is no time to keep something', (keep_calls_days) => {
    expect(faultsOf({ ...fieldsOf(SAVED), keep_calls_days })).toEqual(['keep_calls_days'])
  })
})
