import { describe, expect, it } from 'vitest'
import { faultsOf, fieldsOf, isChanged, policiesOf } from './policy_fields'

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
}

describe('ADM-5: the fields of the policies', () => {
  it('give back what was saved', () => {
    expect(policiesOf(fieldsOf(SAVED))).toEqual(SAVED)
    expect(isChanged(fieldsOf(SAVED), SAVED)).toBe(false)
    expect(isChanged({ ...fieldsOf(SAVED), countdown: false }, SAVED)).toBe(true)
  })

  it.each(['', ' ', '14', '61', '20.5', 'dertig', '-20'])('%j is no time to ring', (ring_seconds) => {
    expect(faultsOf({ ...fieldsOf(SAVED), ring_seconds })).toEqual(['ring_seconds'])
  })

  it('the bounds themselves can be used', () => {
    const least = { ring_seconds: '15', idle_hours_agents: '1', idle_days_clients: '1' }
    const most = { ring_seconds: '60', idle_hours_agents: '168', idle_days_clients: '90' }
    for (const bounds of [least, most]) expect(faultsOf({ ...fieldsOf(SAVED), ...bounds })).toEqual([])
  })
})
