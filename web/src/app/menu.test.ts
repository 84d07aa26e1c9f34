import { describe, expect, it } from 'vitest'
import { isCurrent, type MenuEntry, menuFor, parted } from './menu'

const ids = (entries: readonly MenuEntry[]) => entries.map(({ id }) => id)

describe('the tabs (DSK-1)', () => {
  it('of an agent are those of the desk, in their order', () => {
    expect(ids(menuFor('agent'))).toEqual([
      'start',
      'contacts',
      'messages',
      'history',
      'appointments',
      'waiting_room',
      'meetings',
      'settings',
    ])
  })

  it('of an administrator have the administration too', () => {
    expect(ids(menuFor('administrator'))).toContain('administration')
    expect(ids(menuFor('administrator'))).not.toContain('home')
  })

  it('of a client are few, and all at the foot of a telephone', () => {
    const entries = menuFor('client')
    expect(ids(entries)).toEqual(['home', 'contacts', 'history', 'settings'])
    expect(parted(entries)).toEqual({ foot: entries, more: [] })
  })

  it('at the foot of a telephone are at most five with Meer, and none is lost', () => {
    for (const role of ['agent', 'administrator'] as const) {
      const entries = menuFor(role)
      const { foot, more } = parted(entries)
      expect(foot.length + 1).toBeLessThanOrEqual(5)
      expect(new Set([...foot, ...more])).toEqual(new Set(entries))
    }
  })

  it('know the pages below them', () => {
    const [start] = menuFor('agent')
    const meetings = menuFor('agent').find(({ id }) => id === 'meetings')
    if (!start || !meetings) throw new Error('no tabs')
    expect(isCurrent(meetings, '/conferenties/abc')).toBe(true)
    expect(isCurrent(meetings, '/vergaderingen')).toBe(true)
    expect(isCurrent(meetings, '/vergaderingen-oud')).toBe(false)
    expect(isCurrent(start, '/')).toBe(true)
    expect(isCurrent(start, '/oproepen')).toBe(false)
  })
})
