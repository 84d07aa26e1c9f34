import { act, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { call } from '@/state/call'
import { OFFLINE, presence } from '@/state/presence'
import { draw, serve } from '@/testing'
import { Toasts } from '@/ui'
import { contact } from '../fixtures'
import Home from './Home'

// Calls need the media of a real browser: the tests with browsers make them.
vi.mock('@/state/call', () => ({ call: { start: async () => undefined } }))

const people = ['Anna', 'Bram', 'Carla'].map((name) => contact(name))
const NO_CALLS = { items: [], total: 0, unseen: 0 }
const HERE = Object.fromEntries(people.map(({ person_id, presence }) => [person_id, presence]))

/** The questions of this screen, with what else the test answers. */
function answers(more: Parameters<typeof serve>[0] = {}) {
  return serve({
    'GET /api/contacts': [200, { items: people, total: people.length }],
    'GET /api/contact-requests': [200, []],
    'GET /api/history': [200, NO_CALLS],
    ...more,
  })
}

async function open() {
  await draw(
    <>
      <Home />
      <Toasts />
    </>,
    '/',
    '/',
  )
}

function goes(name: string) {
  const gone = `person-${name.toLowerCase()}`
  act(() => presence.set((old) => ({ ...old, people: { ...old.people, [gone]: OFFLINE } })))
}

const tile = (name: string) => screen.getByRole('button', { name: new RegExp(name) })
const names = () =>
  within(screen.getByRole('list', { name: 'Wie er nu is' }))
    .getAllByRole('button')
    .map(({ textContent }) => /Anna|Bram|Carla/.exec(textContent ?? '')?.[0])

beforeEach(() => presence.set((old) => ({ ...old, known: true, people: HERE as never })))
afterEach(() => vi.unstubAllGlobals())

describe('Beeldcontact', () => {
  it('CON-1: a press selects, and Start beeldcontact calls all selected', async () => {
    answers()
    const start = vi.spyOn(call, 'start').mockResolvedValue()
    await open()
    await userEvent.click(await screen.findByRole('button', { name: /Anna/ }))
    expect(tile('Anna').getAttribute('aria-pressed')).toBe('true')
    await userEvent.click(tile('Carla'))
    expect(screen.getByText('Gekozen: Anna en Carla')).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Start beeldcontact' }))
    expect(start).toHaveBeenCalledWith(
      [expect.objectContaining({ name: 'Anna' }), expect.objectContaining({ name: 'Carla' })],
      'video',
    )
    expect(tile('Anna').getAttribute('aria-pressed')).toBe('false')
  })

  it('CAL-7: Bellen zonder beeld starts an audio call', async () => {
    answers()
    const start = vi.spyOn(call, 'start').mockResolvedValue()
    await open()
    await userEvent.click(await screen.findByRole('button', { name: /Bram/ }))
    await userEvent.click(screen.getByRole('button', { name: 'Bellen zonder beeld' }))
    expect(start).toHaveBeenCalledWith([expect.objectContaining({ name: 'Bram' })], 'audio')
  })

  it('CAL-13: explains why a third one can not be chosen', async () => {
    answers()
    await open()
    for (const name of ['Anna', 'Bram', 'Carla'])
      await userEvent.click(await screen.findByRole('button', { name: new RegExp(name) }))
    expect(tile('Carla').getAttribute('aria-pressed')).toBe('false')
    expect(screen.getByText(/ten hoogste twee anderen/)).toBeTruthy()
  })

  it('CON-1: who was chosen and goes offline stays in his place, marked', async () => {
    answers()
    await open()
    await userEvent.click(await screen.findByRole('button', { name: /Anna/ }))
    goes('Anna')
    expect(names()).toEqual(['Anna', 'Bram', 'Carla'])
    expect(within(tile('Anna')).getByText('Offline')).toBeTruthy()
    goes('Bram')
    expect(names()).toEqual(['Anna', 'Carla'])
  })

  it('says what to do when nobody is there', async () => {
    answers({ 'GET /api/contacts': [200, { items: [], total: 0 }] })
    presence.set((old) => ({ ...old, people: {} }))
    await open()
    expect(await screen.findByText('Er is nu niemand online')).toBeTruthy()
    expect(screen.getByRole('link', { name: 'Naar mijn contactenlijst' }).getAttribute('href')).toBe(
      '/contacten',
    )
  })

  it('shows a refusal with the way to try again', async () => {
    const message = 'De server is even weg. Probeer het opnieuw.'
    let broken = true
    answers({
      'GET /api/contacts': () =>
        broken
          ? [503, { status: 503, errors: [{ code: 'unavailable', message }] }]
          : [200, { items: people, total: 3 }],
    })
    await open()
    expect((await screen.findByRole('alert')).textContent).toContain(message)
    broken = false
    await userEvent.click(screen.getByRole('button', { name: 'Opnieuw proberen' }))
    expect(await screen.findByRole('button', { name: /Anna/ })).toBeTruthy()
  })

  it('CON-3: a request is accepted on top of the screen', async () => {
    const request = {
      id: 'r1',
      person: { ...people[0], name: 'Dirk Bakker' },
      created_at: '2026-11-20T10:00:00Z',
    }
    let waiting = [request]
    const asked = answers({
      'GET /api/contact-requests': () => [200, waiting],
      'POST /api/contact-requests/r1/accept': () => {
        waiting = []
        return [200, request]
      },
    })
    await open()
    expect(await screen.findByText('Dirk Bakker wil u als contact toevoegen.')).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Aannemen' }))
    expect(await screen.findByText('Dirk Bakker staat nu op uw lijst.')).toBeTruthy()
    expect(asked.some(({ path }) => path.endsWith('/accept'))).toBe(true)
    expect(screen.queryByRole('button', { name: 'Aannemen' })).toBeNull()
  })

  it('CAL-12: says how many calls were missed', async () => {
    answers({ 'GET /api/history': [200, { ...NO_CALLS, unseen: 2 }] })
    await open()
    expect(await screen.findByText('U hebt 2 oproepen gemist.')).toBeTruthy()
    expect(screen.getByRole('link', { name: 'Bekijken' }).getAttribute('href')).toBe('/oproepen')
  })
})
