import { screen, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { conferenceOf, goingOn, participant } from '@/features/conferences/fixtures'
import { draw, serve } from '@/testing'
import Meetings from './Meetings'

// Taking part needs the media of a real browser.
vi.mock('@/state/conference', () => ({ conference: {} }))

afterEach(() => vi.unstubAllGlobals())

describe('Vergaderingen', () => {
  it('DSK-1: has the telephone conferences under a heading of their own', async () => {
    serve({ 'GET /api/conferences': [200, []] })
    await draw(<Meetings />, '/vergaderingen', '/vergaderingen')
    expect(await screen.findByRole('heading', { level: 1, name: 'Vergaderingen' })).toBeTruthy()
    expect(screen.getByRole('heading', { level: 2, name: 'Telefonische conferenties' })).toBeTruthy()
  })

  it('CNF-7: tells how one calls in, and what goes on', async () => {
    const live = goingOn([participant('a'), participant('b')])
    serve({
      'GET /api/conferences': [
        200,
        [conferenceOf(live), { ...conferenceOf(null, 'board'), name: 'Bestuur' }],
      ],
    })
    await draw(<Meetings />, '/vergaderingen', '/vergaderingen')
    const team = within(await screen.findByRole('region', { name: 'Teamoverleg' }))
    expect(team.getByText('Nu bezig · 2 deelnemers')).toBeTruthy()
    for (const known of ['085 000 0100', '4321', '1234']) expect(team.getByText(known)).toBeTruthy()
    const board = within(screen.getByRole('region', { name: 'Bestuur' }))
    expect(board.getByText('Niemand aanwezig')).toBeTruthy()
    expect(board.getByRole('link').getAttribute('href')).toBe('/conferenties/board')
  })

  it('says what to do when there are none', async () => {
    serve({ 'GET /api/conferences': [200, []] })
    await draw(<Meetings />, '/vergaderingen', '/vergaderingen')
    expect(await screen.findByText('U leidt nog geen conferenties')).toBeTruthy()
  })
})
