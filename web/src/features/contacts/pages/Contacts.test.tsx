import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Contact } from '@/protocol/types'
import { call } from '@/state/call'
import { session } from '@/state/session'
import { draw, serve } from '@/testing'
import { Toasts } from '@/ui'
import { contact } from '../fixtures'
import Contacts from './Contacts'

// Calls need the media of a real browser: the tests with browsers make them.
vi.mock('@/state/call', () => ({ call: { start: async () => undefined } }))

const NO_CALLS = { items: [], total: 0, unseen: 0 }
const NUMBERS = [{ label: 'Mobiel', number: '06 12345678', e164: '+31612345678' }]

let list: Contact[]

/** The questions of this screen, with what else the test answers. */
function answers(more: Parameters<typeof serve>[0] = {}) {
  return serve({
    'GET /api/contacts': () => [200, { items: list, total: list.length }],
    'GET /api/contact-requests': [200, []],
    'GET /api/history': [200, NO_CALLS],
    ...more,
  })
}

async function open(address = '/contacten') {
  await draw(
    <>
      <Contacts />
      <Toasts />
    </>,
    '/contacten',
    address,
  )
}

async function select(name: string) {
  await userEvent.click(await screen.findByRole('option', { name: new RegExp(name) }))
  return screen.findByRole('region', { name })
}

beforeEach(() => {
  list = [
    contact('Bram', { numbers: NUMBERS }),
    contact('Oma', { section: 'personal', person_id: null, email: 'oma@voorbeeld.test', extension: '' }),
  ]
  session.set((old) => ({ ...old, person: { role: 'agent' } as never }))
})
afterEach(() => vi.unstubAllGlobals())

describe('Mijn contactenlijst', () => {
  it('CON-4: has the sections of staff, and those of a client', async () => {
    answers()
    await open()
    const tabs = () => screen.getAllByRole('tab').map(({ textContent }) => textContent)
    await screen.findAllByRole('option')
    expect(tabs()).toEqual(['Iedereen', 'Bedrijf', 'Mijn contactpersonen', 'Favorieten', 'Cliënten'])
    session.set((old) => ({ ...old, person: { role: 'client' } as never }))
    await waitFor(() => expect(tabs()).toEqual(['Iedereen', 'Mijn contactpersonen', 'Favorieten']))
  })

  it('CON-6: shows details and calls from them', async () => {
    answers()
    const start = vi.spyOn(call, 'start').mockResolvedValue()
    await open()
    const panel = await select('Bram')
    expect(within(panel).getByRole('link', { name: '06 12345678' }).getAttribute('href')).toBe(
      'tel:+31612345678',
    )
    await userEvent.click(within(panel).getByRole('button', { name: 'Video bellen' }))
    await userEvent.click(within(panel).getByRole('button', { name: 'Bellen' }))
    expect(start.mock.calls.map(([, media]) => media)).toEqual(['video', 'audio'])
  })

  it('CON-6: a colleague stays in view although the first star gives him another id', async () => {
    answers({
      'PUT /api/contacts/person-bram/favourite': () => {
        list = [contact('Bram', { id: 'row-1', favourite: true })]
        return [200, list[0]]
      },
    })
    await open()
    const panel = await select('Bram')
    await userEvent.click(within(panel).getByRole('button', { name: 'Favoriet maken' }))
    expect(await screen.findByRole('button', { name: 'Geen favoriet meer' })).toBeTruthy()
  })

  it('CON-7: asks the server when somebody pauses in typing, and keeps the focus', async () => {
    const asked = answers()
    await open()
    await screen.findAllByRole('option')
    const field = screen.getByRole('searchbox')
    await userEvent.type(field, '06-1234 5678')
    const questions = () => asked.flatMap(({ query }) => (query.q ? [query.q] : []))
    await waitFor(() => expect(questions().at(-1)).toBe('06-1234 5678'))
    expect(questions().length).toBeLessThan(4)
    expect(document.activeElement).toBe(field)
  })

  it('CON-2: pages through a long list by arrows', async () => {
    const asked = answers({ 'GET /api/contacts': () => [200, { items: list, total: 90 }] })
    await open()
    await userEvent.click(await screen.findByRole('button', { name: 'Volgende pagina' }))
    await userEvent.click(screen.getByRole('button', { name: 'Volgende pagina' }))
    expect(screen.getByText('3 van 3')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Volgende pagina' }).hasAttribute('disabled')).toBe(true)
    await userEvent.click(screen.getByRole('button', { name: 'Vorige pagina' }))
    await waitFor(() => expect(asked.map(({ query }) => query.offset)).toContain('80'))
  })

  it('CON-2: asks before it deletes, and undoes it', async () => {
    const [bram, oma] = list
    const asked = answers({
      'DELETE /api/contacts/person-oma': () => {
        list = bram ? [bram] : []
        return [200, { restorable_until: '2026-11-20T12:00:10Z' }]
      },
      'POST /api/contacts/person-oma/restore': () => {
        list = [bram, oma].filter((one) => one !== undefined)
        return [200, oma]
      },
    })
    await open()
    const panel = await select('Oma')
    await userEvent.click(within(panel).getByRole('button', { name: 'Verwijderen' }))
    expect(asked.some(({ method }) => method === 'DELETE')).toBe(false)
    const question = await screen.findByRole('alertdialog', { name: 'Oma verwijderen?' })
    await userEvent.click(within(question).getByRole('button', { name: 'Verwijderen' }))
    expect(await screen.findByText('Oma is verwijderd.')).toBeTruthy()
    await waitFor(() => expect(screen.queryByRole('option', { name: /Oma/ })).toBeNull())
    await userEvent.click(screen.getByRole('button', { name: 'Ongedaan maken' }))
    expect(await screen.findByRole('option', { name: /Oma/ })).toBeTruthy()
  })

  it('CON-4: a colleague can not be deleted, but can have a note of mine', async () => {
    const asked = answers({
      'PATCH /api/contacts/person-bram': () => [200, list[0]],
    })
    await open()
    const panel = await select('Bram')
    expect(within(panel).queryByRole('button', { name: 'Verwijderen' })).toBeNull()
    await userEvent.click(within(panel).getByRole('button', { name: 'Notitie toevoegen' }))
    const dialog = await screen.findByRole('dialog', { name: 'Notitie bij Bram' })
    await userEvent.type(within(dialog).getByLabelText('Notitie'), 'Belt liever na vier uur.')
    await userEvent.click(within(dialog).getByRole('button', { name: 'Bewaar' }))
    await waitFor(() =>
      expect(asked.find(({ method }) => method === 'PATCH')?.body).toEqual({
        note: 'Belt liever na vier uur.',
      }),
    )
  })

  it('CON-4: favourites are put in order by buttons', async () => {
    list = ['Anna', 'Bram', 'Carla'].map((name) => contact(name, { favourite: true }))
    const asked = answers({
      'PUT /api/contacts/favourites': () => {
        list = [list[1], list[0], list[2]].filter((one) => one !== undefined)
        return [200, { ids: [] }]
      },
    })
    await open()
    await userEvent.click(await screen.findByRole('tab', { name: 'Favorieten' }))
    await userEvent.click(await screen.findByRole('button', { name: 'Volgorde wijzigen' }))
    expect(screen.getByRole('button', { name: 'Anna omhoog' }).hasAttribute('disabled')).toBe(true)
    await userEvent.click(screen.getByRole('button', { name: 'Bram omhoog' }))
    expect(screen.getByText('Bram staat nu op plaats 1 van 3.')).toBeTruthy()
    expect(asked.find(({ method }) => method === 'PUT')?.body).toEqual({
      ids: ['person-bram', 'person-anna', 'person-carla'],
    })
    await waitFor(() =>
      expect(screen.getAllByRole('row').map(({ textContent }) => textContent?.slice(0, 30))[0]).toContain(
        'Bram',
      ),
    )
  })

  it('CON-2: shows on a telephone the details as a page, with the way back to the row', async () => {
    vi.stubGlobal('matchMedia', () => ({
      matches: true,
      addEventListener: () => null,
      removeEventListener: () => null,
    }))
    answers()
    await open('/contacten?wie=person-bram')
    expect(await screen.findByRole('heading', { level: 1, name: 'Bram' })).toBeTruthy()
    expect(screen.queryByRole('searchbox')).toBeNull()
    await userEvent.click(screen.getByRole('button', { name: 'Terug naar de lijst' }))
    expect(await screen.findByRole('heading', { level: 1, name: 'Mijn contactenlijst' })).toBeTruthy()
    await waitFor(() => expect(document.activeElement?.getAttribute('data-key')).toBe('person-bram'))
  })
})
