import { describe, expect, it } from 'vitest'
import type { MySettings } from '@/protocol/types'
import { choicesOf, differs, quietFault, settingsOf } from './notification_settings'

const SAVED: MySettings = {
  ring_sound: 'classic',
  browser_notifications: true,
  mail_missed_calls: false,
  quiet_from: null,
  quiet_until: null,
}

describe('PRO-2: the fields of Meldingen', () => {
  it('are the settings and nothing else', () => {
    expect(settingsOf(choicesOf(SAVED))).toEqual(SAVED)
    const quiet = { ...SAVED, quiet_from: '23:00', quiet_until: '06:30' }
    expect(settingsOf(choicesOf(quiet))).toEqual(quiet)
  })

  it('have changed when quiet hours are switched on', () => {
    const choices = choicesOf(SAVED)
    expect(differs(choices, SAVED)).toBe(false)
    expect(differs({ ...choices, quiet: true }, SAVED)).toBe(true)
  })

  it('ask two different times', () => {
    const choices = { ...choicesOf(SAVED), quiet: true }
    expect(quietFault(choices)).toBeNull()
    expect(quietFault({ ...choices, quiet_from: '' })).toBe('quiet_times')
    expect(quietFault({ ...choices, quiet_from: '07:00' })).toBe('quiet_same')
    expect(quietFault({ ...choices, quiet: false, quiet_from: '' })).toBeNull()
  })
})
