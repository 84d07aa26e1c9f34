import { describe, expect, it } from 'vitest'
import { inserted, wordOf } from './places'

describe('the places of an invitation', () => {
  it('ADM-2: have the words of the language of the text', () => {
    expect(wordOf('agent', 'nl')).toBe('{medewerker}')
    expect(wordOf('agent', 'en')).toBe('{agent}')
  })

  it.each([
    ['Beste ,', 6, 6, 'Beste {naam},', 12],
    ['Beste meneer,', 6, 12, 'Beste {naam},', 12],
    ['', 0, 0, '{naam}', 6],
  ])('ADM-2: come where the cursor stands in %j', (text, start, end, result, cursor) => {
    expect(inserted(text, '{naam}', start, end)).toEqual({ text: result, cursor })
  })
})
