import { describe, expect, it } from 'vitest'
import { arrivalOf, siteOf } from './arrival'

describe('BTN-5: how a visitor comes', () => {
  it('is read from the fragment that the button made', () => {
    const known = { ticket: 'a:b', language: 'en', page: 'https://site.nl/?a=1&b=2', title: 'Éen & twee' }
    expect(arrivalOf(`#${new URLSearchParams(known)}`)).toEqual(known)
  })

  it('is nothing without a ticket, and Dutch when nothing else is said', () => {
    expect(arrivalOf('')).toBeNull()
    expect(arrivalOf('#page=https://site.nl')).toBeNull()
    expect(arrivalOf('#ticket=x&language=fr')?.language).toBe('nl')
  })

  it('BTN-6: talks with a website only', () => {
    expect(siteOf('https://site.nl:8443/pad?x')).toBe('https://site.nl:8443')
    for (const page of ['', 'javascript:alert(1)', 'data:text/html,x', 'about:blank', 'niets'])
      expect(siteOf(page)).toBeNull()
  })
})
