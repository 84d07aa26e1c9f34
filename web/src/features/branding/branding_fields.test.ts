import { describe, expect, it } from 'vitest'
import { changesOf, fieldsOf, isChanged } from './branding_fields'
import { colourOf, textOn } from './colour'
import { SAVED } from './fixtures'

describe('the fields of the branding', () => {
  it('ADM-2: begin as what is saved, and send what was changed alone', () => {
    const fields = fieldsOf(SAVED)
    expect(isChanged(fields, SAVED)).toBe(false)
    const changed = { ...fields, colour: '#123456', sender_name: '' }
    expect(isChanged(changed, SAVED)).toBe(true)
    expect(changesOf(changed, SAVED)).toEqual({ colour: '#123456', sender_name: '' })
  })

  it.each([
    ['#0B5D66', '#0b5d66'],
    [' 0b5d66 ', '#0b5d66'],
    ['#fd0', '#ffdd00'],
    ['', null],
    ['#12345', null],
    ['rood', null],
    ['#0b5d66;', null],
  ])('ADM-2: reads the colour %j as %j', (text, colour) => {
    expect(colourOf(text)).toBe(colour)
  })
})

describe('BTN-1: words on a colour', () => {
  it('are white or dark, whichever can be read', () => {
    expect(textOn('#0b5d66')).toBe('#ffffff')
    expect(textOn('#ffc233')).toBe('#06282b')
  })
})
