import { describe, expect, it } from 'vitest'
import { applyBranding } from './apply'

const COLOURS = {
  colour: '#7d6800',
  on_colour: '#ffffff',
  strong: '#645300',
  soft: '#efede0',
  dark_colour: '#ffd500',
  on_dark: '#06282b',
  dark_strong: '#cdb209',
  dark_soft: '#45441b',
}

describe('the colours of an organisation', () => {
  it('ADM-2: stand in for those of the product, in both themes, until they are taken away', () => {
    const takeAway = applyBranding(COLOURS)
    const { style } = document.documentElement
    expect(style.getPropertyValue('--brand')).toBe('light-dark(#7d6800, #ffd500)')
    expect(style.getPropertyValue('--on-brand')).toBe('light-dark(#ffffff, #06282b)')
    expect(style.getPropertyValue('--brand-strong')).toBe('light-dark(#645300, #cdb209)')
    expect(style.getPropertyValue('--brand-soft')).toBe('light-dark(#efede0, #45441b)')
    takeAway()
    expect(style.getPropertyValue('--brand')).toBe('')
  })

  it('ADM-2: can be those of a part of the page', () => {
    const part = document.createElement('div')
    applyBranding(COLOURS, part)
    expect(part.style.getPropertyValue('--brand')).not.toBe('')
    expect(document.documentElement.style.getPropertyValue('--brand')).toBe('')
  })
})
