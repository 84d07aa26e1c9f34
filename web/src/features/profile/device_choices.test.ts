import { describe, expect, it } from 'vitest'
import { optionsFor, STANDARD } from './device_choices'

const WORDS = {
  standard: 'Standaard',
  numbered: (number: number) => `Camera ${number}`,
  away: 'Niet aangesloten',
}

const CONNECTED = [
  { deviceId: 'default', kind: 'audioinput', label: 'Default - Microphone' },
  { deviceId: 'm1', kind: 'audioinput', label: 'Microphone' },
  { deviceId: 'c1', kind: 'videoinput', label: 'Front' },
  { deviceId: 'c2', kind: 'videoinput', label: '' },
] as const

describe('PRO-3: the devices to choose from', () => {
  it('are those of the kind, after the standard one', () => {
    expect(optionsFor('videoinput', CONNECTED, null, WORDS)).toEqual([
      { value: STANDARD, label: 'Standaard' },
      { value: 'c1', label: 'Front' },
      { value: 'c2', label: 'Camera 2' },
    ])
  })

  it('name each device once, though Chromium tells the standard one twice', () => {
    expect(optionsFor('audioinput', CONNECTED, 'm1', WORDS).map(({ value }) => value)).toEqual([
      STANDARD,
      'm1',
    ])
  })

  it('keep the chosen one that is not connected now', () => {
    expect(optionsFor('videoinput', CONNECTED, 'gone', WORDS).at(-1)).toEqual({
      value: 'gone',
      label: 'Niet aangesloten',
    })
  })

  it('are only the standard one before the user has allowed anything', () => {
    const nameless = [{ deviceId: '', kind: 'videoinput', label: '' }] as const
    expect(optionsFor('videoinput', nameless, null, WORDS)).toEqual([{ value: STANDARD, label: 'Standaard' }])
  })
})
