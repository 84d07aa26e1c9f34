import { describe, expect, it } from 'vitest'
import { keepsRules, passwordRules } from './password_rules'

const missing = (password: string, strict: boolean) =>
  passwordRules(password, strict)
    .filter(({ met }) => !met)
    .map(({ rule }) => rule)

describe('ACC-6: the signs of a password', () => {
  it('the example of the specification passes the strict rules', () => {
    expect(keepsRules('Woordje1!', true)).toBe(true)
  })

  it.each([
    ['', ['length', 'lower', 'upper', 'digit', 'special']],
    ['woordje', ['length', 'upper', 'digit', 'special']],
    ['WOORDJE1!', ['lower']],
    ['Woordjes!', ['digit']],
    ['Woordje 1', ['special']],
    ['Éénpunt1', ['special']],
  ])('%j lacks %j', (password, lacks) => {
    expect(missing(password, true)).toEqual(lacks)
  })

  it('asks a special sign only when it is strict', () => {
    expect(missing('Woordje11', false)).toEqual([])
    expect(missing('Woordje11', true)).toEqual(['special'])
  })
})
