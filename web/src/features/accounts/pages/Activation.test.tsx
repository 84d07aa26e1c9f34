import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { draw, serve } from '@/testing'
import Activation from './Activation'

const LOOK = 'GET /api/activations/abc'
const VALID = {
  state: 'valid',
  name: 'Bram Jansen',
  email: 'bram@voorbeeld.test',
  organisation: 'Zorggroep Voorbeeld',
  strict: false,
}
const page = () => draw(<Activation />, '/activeren/:token', '/activeren/abc')

afterEach(() => vi.unstubAllGlobals())

describe('the activation of an account', () => {
  it('ACC-2: sets the first password', async () => {
    const asked = serve({ [LOOK]: [200, VALID], 'POST /api/activations/abc': [200, { email: VALID.email }] })
    await page()
    await userEvent.type(await screen.findByLabelText('Wachtwoord'), 'Woordje11')
    await userEvent.type(screen.getByLabelText('Wachtwoord bevestigen'), 'Woordje11')
    await userEvent.click(screen.getByRole('button', { name: 'Wachtwoord instellen' }))
    expect(await screen.findByRole('heading', { name: 'Uw account is klaar' })).toBeTruthy()
    expect(asked.at(-1)?.body).toEqual({ password: 'Woordje11' })
  })

  it('ACC-6: two passwords that differ are not sent', async () => {
    const asked = serve({ [LOOK]: [200, VALID] })
    await page()
    await userEvent.type(await screen.findByLabelText('Wachtwoord'), 'Woordje11')
    await userEvent.type(screen.getByLabelText('Wachtwoord bevestigen'), 'Woordje12')
    await userEvent.click(screen.getByRole('button', { name: 'Wachtwoord instellen' }))
    expect(await screen.findByText('De twee wachtwoorden zijn niet gelijk.')).toBeTruthy()
    expect(asked).toHaveLength(1)
  })

  it('ACC-2: an expired link offers a new one', async () => {
    const asked = serve({
      [LOOK]: [200, { ...VALID, state: 'expired' }],
      'POST /api/activations/abc/renew': [200, {}],
    })
    await page()
    await userEvent.click(await screen.findByRole('button', { name: 'Nieuwe link aanvragen' }))
    expect(await screen.findByRole('heading', { name: 'Kijk in uw e-mail' })).toBeTruthy()
    expect(asked.at(-1)?.path).toBe('/api/activations/abc/renew')
  })

  it.each([
    ['used', 'Deze link is al gebruikt'],
    ['withdrawn', 'Deze uitnodiging is ingetrokken'],
    ['unknown', 'Deze link is niet geldig'],
  ])('ACC-2: a link that is %s says so', async (state, title) => {
    serve({ [LOOK]: [200, { ...VALID, state }] })
    await page()
    expect(await screen.findByRole('heading', { name: title })).toBeTruthy()
  })

  it('can be tried again when the server is away', async () => {
    let away = true
    serve({ [LOOK]: () => (away ? [503, { status: 503, errors: [] }] : [200, VALID]) })
    await page()
    const retry = await screen.findByRole('button', { name: 'Opnieuw proberen' })
    away = false
    await userEvent.click(retry)
    expect(await screen.findByRole('heading', { name: 'Welkom, Bram Jansen' })).toBeTruthy()
  })
})
