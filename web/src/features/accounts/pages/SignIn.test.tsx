import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { session } from '@/state/session'
import { draw, serve } from '@/testing'
import SignIn from './SignIn'

const LOGIN = 'POST /_allauth/browser/v1/auth/login'
const CODE = 'POST /_allauth/browser/v1/auth/2fa/authenticate'
const NOBODY = { person: null, organisation: null, demo: null, csrf: '', language: 'nl' }
const WAITING = { status: 401, data: { flows: [{ id: 'mfa_authenticate', is_pending: true }] }, meta: {} }

beforeEach(() => session.set((old) => ({ ...old, status: 'signed_out', demo: null })))
afterEach(() => vi.unstubAllGlobals())

async function fill(name: string, password: string) {
  await userEvent.type(await screen.findByLabelText('E-mailadres'), name)
  await userEvent.type(screen.getByLabelText('Wachtwoord'), password)
  await userEvent.click(screen.getByRole('button', { name: 'Inloggen' }))
}

describe('signing in', () => {
  it('ACC-1: sends an address as address and another name as user name', async () => {
    const asked = serve({ [LOGIN]: [200, { status: 200 }], 'GET /api/session': [200, NOBODY] })
    await draw(<SignIn />, '/inloggen', '/inloggen')
    await fill('anna@voorbeeld.test', 'Geheim-1!')
    expect(asked[0]?.body).toEqual({ email: 'anna@voorbeeld.test', password: 'Geheim-1!' })
    await userEvent.clear(screen.getByLabelText('E-mailadres'))
    await userEvent.type(screen.getByLabelText('E-mailadres'), 'anna')
    await userEvent.click(screen.getByRole('button', { name: 'Inloggen' }))
    expect(asked.filter(({ path }) => path.endsWith('login'))[1]?.body).toMatchObject({ username: 'anna' })
  })

  it('ACC-1: shows the sentence of the server above the form, not at one of the fields', async () => {
    const message = 'Deze combinatie van naam en wachtwoord klopt niet.'
    const errors = [{ code: 'email_password_mismatch', message, param: 'password' }]
    serve({ [LOGIN]: [400, { status: 400, errors }] })
    await draw(<SignIn />, '/inloggen', '/inloggen')
    await fill('anna@voorbeeld.test', 'fout')
    expect((await screen.findByRole('alert')).textContent).toBe(message)
    expect(screen.getByLabelText('Wachtwoord').getAttribute('aria-invalid')).not.toBe('true')
  })

  it('ACC-8: asks the code of the app, or a recovery code', async () => {
    const asked = serve({
      [LOGIN]: [401, WAITING],
      [CODE]: [200, { status: 200 }],
      'GET /api/session': [200, NOBODY],
    })
    await draw(<SignIn />, '/inloggen', '/inloggen')
    await fill('anna', 'Geheim-1!')
    await userEvent.type(await screen.findByLabelText('Code uit de app'), '123 456')
    await userEvent.click(screen.getByRole('button', { name: 'Inloggen' }))
    expect(asked.find(({ path }) => path.endsWith('2fa/authenticate'))?.body).toEqual({ code: '123456' })
    await userEvent.click(screen.getByRole('button', { name: 'Ik heb mijn telefoon niet bij me' }))
    expect(screen.getByLabelText('Herstelcode')).toBeTruthy()
  })

  it('ACC-8: begins anew when the server has forgotten the password', async () => {
    serve({ [LOGIN]: [401, WAITING], [CODE]: [401, { status: 401, data: { flows: [] }, meta: {} }] })
    await draw(<SignIn />, '/inloggen', '/inloggen')
    await fill('anna', 'Geheim-1!')
    await userEvent.type(await screen.findByLabelText('Code uit de app'), '123456')
    await userEvent.click(screen.getByRole('button', { name: 'Inloggen' }))
    expect(await screen.findByText(/duurde te lang/)).toBeTruthy()
  })

  it('signs in with one click on an account of the demonstration', async () => {
    const account = {
      name: 'Anna de Vries',
      email: 'anna@voorbeeld.test',
      password: 'Welkom',
      role: 'administrator',
    }
    session.set((old) => ({ ...old, demo: [{ ...account, photo: null }] }))
    const asked = serve({ [LOGIN]: [200, { status: 200 }], 'GET /api/session': [200, NOBODY] })
    await draw(<SignIn />, '/inloggen', '/inloggen')
    await userEvent.click(await screen.findByRole('button', { name: /Inloggen als Anna de Vries/ }))
    expect(asked[0]?.body).toEqual({ email: account.email, password: 'Welkom' })
  })
})
