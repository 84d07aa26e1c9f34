import { describe, expect, it } from 'vitest'
import { fits, isHashed, isPage } from './sw_routes'

describe('the addresses of the service worker', () => {
  it.each([
    '/',
    '/inloggen',
    '/contacten',
    '/instellingen/apparaten',
    '/activeren/a.b:c',
    '/e-mail-bevestigen/MTg.x',
  ])('opens the page at %s', (path) => expect(isPage(path)).toBe(true))

  it.each([
    '/api/session',
    '/_allauth/browser/v1/auth/login',
    '/media/photos/t/256.webp',
    '/demo/mail',
    '/ws/public',
    '/health',
    '/assets/index-1234abcd.js',
    '/icon.svg',
    '/sw.js',
    '/api',
    '/gast',
    '/bezoek/3f0c',
  ])('leaves %s to the server or to the files', (path) => expect(isPage(path)).toBe(false))

  it('does not take a page for one of the server because it begins alike', () => {
    expect(isPage('/apivrij')).toBe(true)
    expect(isPage('/healthy')).toBe(true)
    expect(isPage('/gasten')).toBe(true)
  })

  it('keeps for ever what has a hash in its name', () => {
    expect(isHashed('/assets/index-1234abcd.js')).toBe(true)
    expect(isHashed('/icon.svg')).toBe(false)
    expect(isHashed('/')).toBe(false)
  })

  it('takes no page of another version', () => {
    const page = '<script src="/assets/a-1.js"></script><link href="/assets/b-2.css">'
    expect(fits(page, ['/', '/assets/a-1.js', '/assets/b-2.css'])).toBe(true)
    expect(fits(page, ['/', '/assets/a-1.js'])).toBe(false)
  })
})
