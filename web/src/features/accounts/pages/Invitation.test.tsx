import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { session } from '@/state/session'
import { draw, serve } from '@/testing'
import Invitation from './Invitation'

const LOOK = 'GET /api/invitations/abc'
const VALID = {
  state: 'valid',
  first_name: 'Jan',
  last_name: 'Kok',
  email: 'jan@voorbeeld.test',
  inviter: 'Anna de Vries',
  organisation: 'Zorggroep Voorbeeld',
  strict: true,
}
const page = () => draw(<Invitation />, '/uitnodiging/:token', '/uitnodiging/abc')
const press = async (name: string) => userEvent.click(await screen.findByRole('button', { name }))

beforeEach(() => session.set((old) => ({ ...old, status: 'signed_out', person: null })))
afterEach(() => vi.unstubAllGlobals())

describe('the invitation of a client', () => {
  it('ACC-4: greets by first name and says who invites', async () => {
    serve({ [LOOK]: [200, VALID] })
    await page()
    expect(await screen.findByRole('heading', { name: 'Dag Jan' })).toBeTruthy()
    expect(screen.getByText(/Anna de Vries van Zorggroep Voorbeeld/)).toBeTruthy()
    for (const name of ['Maak je account aan', 'Ik heb al een account', 'uitnodiging afwijzen'])
      expect(screen.getByRole('button', { name })).toBeTruthy()
  })

  it('ACC-4: declines after a question', async () => {
    const asked = serve({ [LOOK]: [200, VALID], 'POST /api/invitations/abc/decline': [200, { done: true }] })
    await page()
    await press('uitnodiging afwijzen')
    await press('Afwijzen')
    expect(await screen.findByRole('heading', { name: 'U hebt de uitnodiging afgewezen' })).toBeTruthy()
    expect(asked.at(-1)?.path).toBe('/api/invitations/abc/decline')
  })

  it.each([
    ['expired', 'Deze uitnodiging is verlopen'],
    ['used', 'Deze uitnodiging is al gebruikt'],
    ['withdrawn', 'Deze uitnodiging is ingetrokken'],
    ['unknown', 'Deze uitnodiging is niet geldig'],
    ['declined', 'U hebt de uitnodiging afgewezen'],
  ])('ACC-4: a link that is %s says so', async (state, title) => {
    serve({ [LOOK]: [200, { ...VALID, state }] })
    await page()
    expect(await screen.findByRole('heading', { name: title })).toBeTruthy()
  })

  it('ACC-5: registers in three steps and comes back to a field that was refused', async () => {
    const message = 'Deze gebruikersnaam is bezet. Kies een andere.'
    const answers: [number, unknown][] = [
      [409, { status: 409, errors: [{ code: 'username_in_use', message, param: 'username' }] }],
      [200, { email: 'jan@voorbeeld.test' }],
    ]
    const asked = serve({
      [LOOK]: [200, VALID],
      'POST /api/invitations/abc/register': () => answers.shift() ?? [500, {}],
    })
    await page()
    await press('Maak je account aan')
    expect((await screen.findByLabelText<HTMLInputElement>('Voornaam*')).value).toBe('Jan')
    expect(screen.getByLabelText<HTMLInputElement>('E-mailadres').readOnly).toBe(true)
    await userEvent.type(screen.getByLabelText('Gebruikersnaam'), 'jan')
    await userEvent.type(screen.getByLabelText('Wachtwoord*'), 'Woordje1!')
    await userEvent.type(screen.getByLabelText('Wachtwoord bevestigen*'), 'Woordje1!')
    await userEvent.click(screen.getByRole('checkbox'))
    await press('Volgende')
    expect(await screen.findByRole('heading', { name: 'Samenvatting' })).toBeTruthy()
    await press('Volgende')
    expect(await screen.findByText(message)).toBeTruthy()
    await userEvent.type(screen.getByLabelText('Gebruikersnaam'), '2')
    expect(screen.queryByText(message)).toBeNull()
    await press('Volgende')
    await press('Volgende')
    expect(await screen.findByRole('heading', { name: 'Registratie voltooid' })).toBeTruthy()
    expect(asked.at(-1)?.body).toEqual({
      first_name: 'Jan',
      last_name: 'Kok',
      username: 'jan2',
      password: 'Woordje1!',
    })
  })

  it('ACC-6: does not go on with a password that breaks a rule', async () => {
    serve({ [LOOK]: [200, VALID] })
    await page()
    await press('Maak je account aan')
    await userEvent.type(await screen.findByLabelText('Wachtwoord*'), 'woordje')
    await userEvent.type(screen.getByLabelText('Wachtwoord bevestigen*'), 'woordje')
    await userEvent.click(screen.getByRole('checkbox'))
    await press('Volgende')
    expect(await screen.findByText('Dit wachtwoord voldoet nog niet aan alle regels.')).toBeTruthy()
    expect(screen.getByRole('heading', { name: 'Persoonsgegevens' })).toBeTruthy()
  })
})
