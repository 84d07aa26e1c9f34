import { screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { me } from '@/state/me'
import { draw, serve } from '@/testing'
import GuestStrips from './GuestStrips'

const ROOM = { id: 'room', seats: [], rings: [] } as never
const LINK = { id: 'link', guest_id: 'omar', name: 'Omar Yilmaz', arrived_at: '2026-11-29T10:00:00Z' }

let shown: string[]

function iAmSomebodyWith(settings: object) {
  me.set((old) => ({ ...old, person: { id: 'anna', role: 'agent', settings } as never }))
}

async function open(link: object) {
  serve({ 'GET /api/rooms/room/links': [200, { links: [link] }] })
  await draw(<GuestStrips room={ROOM} />, '/', '/')
}

beforeEach(() => {
  shown = []
  const told = class {
    static permission = 'granted'
    constructor(words: string) {
      shown.push(words)
    }
  }
  vi.stubGlobal('Notification', told)
  vi.spyOn(document, 'hasFocus').mockReturnValue(false)
})

afterEach(() => {
  me.set((old) => ({ ...old, person: null }))
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

describe('a guest with a link (CAL-11)', () => {
  it('who is here can be let in, and is told of to who looks elsewhere, once', async () => {
    iAmSomebodyWith({ browser_notifications: true })
    await open(LINK)
    expect(await screen.findByText('Omar Yilmaz is er')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Laat binnen' })).toBeTruthy()
    expect(shown).toEqual(['Omar Yilmaz is er'])
  })

  it('is told of in quiet hours by the screen alone', async () => {
    iAmSomebodyWith({ browser_notifications: true, quiet_from: '00:00', quiet_until: '23:59' })
    vi.setSystemTime(new Date('2026-11-29T12:00:00'))
    await open(LINK)
    expect(await screen.findByText('Omar Yilmaz is er')).toBeTruthy()
    expect(shown).toEqual([])
  })

  it('is not here before the link is opened', async () => {
    iAmSomebodyWith({ browser_notifications: true })
    await open({ ...LINK, arrived_at: null })
    expect(screen.queryByText(/is er/)).toBeNull()
    expect(shown).toEqual([])
  })
})
