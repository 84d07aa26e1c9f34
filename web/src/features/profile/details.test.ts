import { describe, expect, it } from 'vitest'
import type { Me } from '@/protocol/types'
import { detailsOf, isChanged, isPhoneNumber, phoneRow, phonesToSend } from './details'

const ME = {
  first_name: 'Anna',
  last_name: 'de Vries',
  function: 'Teamleider',
  language: 'nl',
  email: 'anna@voorbeeld.test',
  phone_numbers: [{ label: 'Mobiel', number: '06 12345678' }],
} as Me

describe('PRO-1: the fields of Mijn gegevens', () => {
  it('are unchanged at first, also with an empty row for a number', () => {
    const details = detailsOf(ME)
    expect(isChanged(details, ME)).toBe(false)
    expect(isChanged({ ...details, phones: [...details.phones, phoneRow()] }, ME)).toBe(false)
  })

  it('are changed by a name, an address and a number', () => {
    const details = detailsOf(ME)
    expect(isChanged({ ...details, first_name: 'Anne' }, ME)).toBe(true)
    expect(isChanged({ ...details, email: 'anne@voorbeeld.test' }, ME)).toBe(true)
    expect(isChanged({ ...details, phones: [] }, ME)).toBe(true)
  })

  it('send no empty rows, but a row whose number was forgotten', () => {
    const phones = [phoneRow(' Werk ', ' 030 1234567 '), phoneRow(), phoneRow('Thuis', '')]
    expect(phonesToSend({ phones })).toEqual([
      { label: 'Werk', number: '030 1234567' },
      { label: 'Thuis', number: '' },
    ])
  })

  it.each([
    ['06 12345678', true],
    ['+31 (0)30-123.45.67', true],
    ['zes', false],
    ['12', false],
    ['', false],
  ])('%j is a telephone number: %s', (text, is) => expect(isPhoneNumber(text)).toBe(is))
})
