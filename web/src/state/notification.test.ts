import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { isQuiet, notify } from './notification'

const WANTED = { browser_notifications: true }
let shown: string[]

beforeEach(() => {
  shown = []
  vi.stubGlobal(
    'Notification',
    class {
      static permission = 'granted'
      onclick: (() => void) | null = null
      constructor(words: string, { tag }: { tag: string }) {
        shown.push(`${tag}: ${words}`)
      }
      close(): void {}
    },
  )
  vi.spyOn(document, 'hasFocus').mockReturnValue(false)
})

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

describe('a notification (PRO-2, WAI-2)', () => {
  it('reaches who looks elsewhere', () => {
    notify(WANTED, 'Fatima is er', { tag: 'link' })
    expect(shown).toEqual(['link: Fatima is er'])
  })

  it('is not shown to who looks, does not want it, or is nobody', () => {
    notify({ browser_notifications: false }, 'Fatima is er', { tag: 'link' })
    notify(null, 'Fatima is er', { tag: 'link' })
    vi.spyOn(document, 'hasFocus').mockReturnValue(true)
    notify(WANTED, 'Fatima is er', { tag: 'link' })
    expect(shown).toEqual([])
  })

  it('does no harm where the browser forbids it', () => {
    vi.stubGlobal(
      'Notification',
      class {
        static permission = 'granted'
        constructor() {
          throw new TypeError('Illegal constructor')
        }
      },
    )
    expect(notify(WANTED, 'Fatima is er', { tag: 'link' })).toBeNull()
  })
})

describe('quiet hours (PRO-2)', () => {
  const at = (time: string) => new Date(`2026-11-29T${time}:00`)

  it.each([
    ['22:00', '07:00', '23:30', true],
    ['22:00', '07:00', '06:59', true],
    ['22:00', '07:00', '07:00', false],
    ['12:00', '13:00', '12:30', true],
    ['12:00', '13:00', '11:59', false],
  ])('from %s to %s hold at %s: %s', (quiet_from, quiet_until, time, quiet) => {
    expect(isQuiet({ quiet_from, quiet_until }, at(time))).toBe(quiet)
  })

  it('hold never for who has set none', () => {
    expect(isQuiet({ quiet_from: null, quiet_until: null }, at('03:00'))).toBe(false)
  })
})
