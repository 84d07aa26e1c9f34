import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Group } from '@/protocol/types'
import { draw, serve } from '@/testing'
import { Toasts } from '@/ui'
import Groups from './Groups'

afterEach(() => vi.unstubAllGlobals())

const person = (id: string, name: string, role = 'agent', state = 'active') => ({
  id,
  name,
  role,
  state,
  email: `${id}@voorbeeld.test`,
})
const PEOPLE = [
  person('anna', 'Anna de Vries', 'administrator'),
  person('bram', 'Bram Jansen'),
  person('dirk', 'Dirk Bakker', 'client'),
  person('gone', 'Gerda Weg', 'agent', 'blocked'),
]
const member = ({ id, name }: { id: string; name: string }) => ({ id, name }) as Group['members'][number]

let groups: Group[] = []

function answers(more: Parameters<typeof serve>[0] = {}) {
  return serve({
    'GET /api/administration/groups': () => [200, groups],
    'GET /api/administration/people': [200, PEOPLE],
    ...more,
  })
}

async function open() {
  await draw(
    <>
      <Groups />
      <Toasts />
    </>,
    '/beheer/groepen',
    '/beheer/groepen',
  )
}

describe('Groepen', () => {
  it('makes a group of own staff only', async () => {
    groups = []
    const asked = answers({
      'POST /api/administration/groups': () => {
        groups = [{ id: 'g', name: 'Balie', members: PEOPLE.slice(1, 2).map(member) }]
        return [200, groups[0]]
      },
    })
    await open()
    await userEvent.click(await screen.findByRole('button', { name: 'Groep toevoegen' }))
    const dialog = within(await screen.findByRole('dialog'))
    await dialog.findByRole('checkbox', { name: 'Bram Jansen' })
    for (const other of ['Dirk Bakker', 'Gerda Weg'])
      expect(dialog.queryByRole('checkbox', { name: other })).toBeNull()
    await userEvent.type(dialog.getByLabelText(/Naam van de groep/), 'Balie')
    await userEvent.click(dialog.getByRole('checkbox', { name: 'Bram Jansen' }))
    await userEvent.click(dialog.getByRole('button', { name: 'Bewaar' }))
    expect(await screen.findByText('1 medewerker: Bram Jansen')).toBeTruthy()
    const made = asked.find(({ method }) => method === 'POST')
    expect(made?.body).toEqual({ name: 'Balie', members: ['bram'] })
  })

  it('tells at the field that a name is taken, and loses nothing', async () => {
    groups = []
    const message = 'Er is al een groep met deze naam.'
    answers({
      'POST /api/administration/groups': [
        409,
        { status: 409, errors: [{ code: 'name_taken', message, param: 'name' }] },
      ],
    })
    await open()
    await userEvent.click(await screen.findByRole('button', { name: 'Groep toevoegen' }))
    const dialog = within(await screen.findByRole('dialog'))
    await userEvent.type(dialog.getByLabelText(/Naam van de groep/), 'Balie')
    await userEvent.click(dialog.getByRole('button', { name: 'Bewaar' }))
    expect(await dialog.findByText(message)).toBeTruthy()
    expect((dialog.getByLabelText(/Naam van de groep/) as HTMLInputElement).value).toBe('Balie')
  })

  it('removes a group after a question', async () => {
    groups = [{ id: 'g', name: 'Balie', members: [] }]
    answers({ 'DELETE /api/administration/groups/g': [200, []] })
    await open()
    await userEvent.click(await screen.findByRole('button', { name: 'Meer voor Balie' }))
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Verwijderen' }))
    const question = within(await screen.findByRole('alertdialog'))
    await userEvent.click(question.getByRole('button', { name: 'Verwijderen' }))
    await waitFor(() => expect(screen.getByText('Nog geen groepen')).toBeTruthy())
  })
})
