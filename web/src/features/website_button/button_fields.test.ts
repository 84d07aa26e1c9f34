import { describe, expect, it } from 'vitest'
import { buttonOf, choicesOf, withDay, withHours } from './button_fields'

const choices = choicesOf(null, '#7a1fa2')

describe('ADM-3: a button as fields', () => {
  it('is always open until somebody wants opening hours, which begin as those of an office', () => {
    expect(choices.hours).toBeNull()
    const office = withHours(choices, true)
    expect(office.hours).toHaveLength(7)
    expect(office.hours?.[0]).toEqual(['09:00', '17:00'])
    expect(office.hours?.[6]).toBeNull()
    expect(withHours(office, false).hours).toBeNull()
  })

  it('opens, moves and closes one day and leaves the others', () => {
    const office = withHours(choices, true)
    const moved = withDay(office, 0, ['08:30', '12:00'])
    expect(moved.hours?.[0]).toEqual(['08:30', '12:00'])
    expect(moved.hours?.[1]).toEqual(['09:00', '17:00'])
    expect(withDay(moved, 0, null).hours?.[0]).toBeNull()
  })

  it('takes a site a line, and colours as people copy them', () => {
    const sent = buttonOf(
      { name: 'Site', origins: 'https://a.nl\n\n b.nl, c.nl' },
      { ...choices, colour: '0B5D66 ' },
    )
    expect(sent.origins).toEqual(['https://a.nl', 'b.nl', 'c.nl'])
    expect(sent.colour).toBe('#0b5d66')
    expect(buttonOf({}, { ...choices, colour: 'red' }).colour).toBe('red')
  })
})
