import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { session } from '@/state/session'
import { draw, serve } from '@/testing'
import { contact } from './fixtures'
import { NewContact } from './NewContact'

async function open() {
  await draw(<NewContact isOpen onClose={() => null} />, '/contacten', '/contacten')
  expect(await screen.findByRole('dialog', { name: 'Nieuw contact maken' })).toBeTruthy()
}

async function choose(kind: RegExp) {
  await userEvent.click(screen.getByRole('radio', { name: kind }))
  await userEvent.click(screen.getByRole('button', { name: 'Volgende' }))
}

beforeEach(() => session.set((old) => ({ ...old, person: { role: 'agent' } as never })))
afterEach(() => vi.unstubAllGlobals())

describe('Nieuw contact maken', () => {
  it('CON-3: asks somebody with an account, and says that it was sent', async () => {
    const asked = serve({ 'POST /api/contacts': [200, contact('Dirk', { request: 'sent' })] })
    await open()
    await choose(/al een account/)
    await userEvent.type(screen.getByLabelText('E-mailadres'), 'dirk@voorbeeld.test')
    await userEvent.click(screen.getByRole('button', { name: 'Verzoek sturen' }))
    expect(await screen.findByText('Het verzoek aan dirk@voorbeeld.test is verstuurd.')).toBeTruthy()
    expect(asked[0]?.body).toEqual({ kind: 'existing', email: 'dirk@voorbeeld.test' })
  })

  it('CON-3: shows at the field what the server refuses, and loses nothing', async () => {
    const message = 'Dit is uw eigen e-mailadres.'
    const errors = [{ code: 'own_address', message, param: 'email' }]
    serve({ 'POST /api/contacts': [400, { status: 400, errors }] })
    await open()
    await choose(/al een account/)
    await userEvent.type(screen.getByLabelText('E-mailadres'), 'anna@voorbeeld.test')
    await userEvent.click(screen.getByRole('button', { name: 'Verzoek sturen' }))
    expect((await screen.findByRole('alert')).textContent).toBe(message)
    const field = screen.getByLabelText<HTMLInputElement>('E-mailadres')
    expect(field.getAttribute('aria-invalid')).toBe('true')
    expect(field.value).toBe('anna@voorbeeld.test')
  })

  it('CON-3: keeps plain details, and shows a wrong number at that number', async () => {
    const errors = [{ code: 'number_invalid', message: 'Dit is geen telefoonnummer.', param: 'numbers' }]
    let answer: [number, unknown] = [400, { status: 400, errors }]
    const asked = serve({ 'POST /api/contacts': () => answer })
    await open()
    await choose(/Alleen gegevens/)
    await userEvent.type(screen.getByLabelText('Naam'), 'Oma')
    for (const number of ['020 1234567', 'bij de buren']) {
      await userEvent.click(screen.getByRole('button', { name: 'Nummer toevoegen' }))
      await userEvent.type(screen.getAllByLabelText('Telefoonnummer').at(-1) as HTMLElement, number)
    }
    await userEvent.click(screen.getByRole('button', { name: 'Bewaar' }))
    await screen.findByRole('alert')
    const invalid = screen.getAllByLabelText('Telefoonnummer').map((one) => one.getAttribute('aria-invalid'))
    expect(invalid).toEqual([null, 'true'])
    answer = [200, contact('Oma', { person_id: null })]
    await userEvent.click(screen.getByRole('button', { name: 'Bewaar' }))
    expect(await screen.findByText('Oma staat op uw lijst.')).toBeTruthy()
    expect(asked.at(-1)?.body).toMatchObject({ kind: 'plain', name: 'Oma', numbers: [{}, {}] })
  })

  it('ACC-4: only staff invites new people', async () => {
    serve({})
    session.set((old) => ({ ...old, person: { role: 'client' } as never }))
    await open()
    expect(screen.getAllByRole('radio')).toHaveLength(2)
    expect(screen.queryByRole('radio', { name: /uitnodigen/ })).toBeNull()
  })
})
