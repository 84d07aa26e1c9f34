import { describe, expect, it } from 'vitest'
import {
  asksCode,
  codesLeft,
  offeredSecret,
  recoveryCodes,
  succeeded,
  unconfirmedAddress,
} from './allauth_answers'

const answer = (status: number, data: unknown = null, meta = {}) => ({ status, data, meta, errors: [] })

describe('the answers of django-allauth', () => {
  it('ACC-8: a code is asked only when that step waits', () => {
    const flows = [{ id: 'login' }, { id: 'mfa_authenticate', is_pending: true, types: ['totp'] }]
    expect(asksCode(answer(401, { flows }))).toBe(true)
    expect(asksCode(answer(401, { flows: [{ id: 'login' }] }))).toBe(false)
    expect(asksCode(answer(200, { flows }))).toBe(false)
  })

  it('ACC-8: a secret is on offer while there is no second factor', () => {
    expect(offeredSecret(answer(404, null, { secret: 'ABCD' }))).toBe('ABCD')
    expect(offeredSecret(answer(200, { type: 'totp' }))).toBeNull()
  })

  it('ACC-8: reads the recovery codes and how many are left', () => {
    expect(recoveryCodes(answer(200, { unused_codes: ['1', '2'] }))).toEqual(['1', '2'])
    expect(recoveryCodes(answer(200, {}))).toEqual([])
    expect(codesLeft(answer(200, [{ type: 'totp' }, { type: 'recovery_codes', unused_code_count: 9 }]))).toBe(
      9,
    )
    expect(codesLeft(answer(200, [{ type: 'totp' }]))).toBeNull()
  })

  it('PRO-1: reads the address that waits for its owner', () => {
    const rows = [
      { email: 'oud@voorbeeld.test', verified: true },
      { email: 'nieuw@voorbeeld.test', verified: false },
    ]
    expect(unconfirmedAddress(answer(200, rows))).toBe('nieuw@voorbeeld.test')
    expect(unconfirmedAddress(answer(200, rows.slice(0, 1)))).toBeNull()
  })

  it('throws what was refused, with its sentence', () => {
    const errors = [{ code: 'incorrect_password', message: 'Dit is niet uw wachtwoord.', param: 'password' }]
    expect(() => succeeded({ ...answer(400), errors })).toThrow('Dit is niet uw wachtwoord.')
  })
})
