import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { presence } from '@/state/presence'
import { session } from '@/state/session'
import { draw, serve } from '@/testing'
import { Toasts } from '@/ui'
import { PresenceMenu } from './PresenceMenu'

const AVAILABLE = { choice: 'available' as const, text: '', until: null }

async function open() {
  await draw(
    <>
      <PresenceMenu />
      <Toasts />
    </>,
    '/',
    '/',
  )
  await userEvent.click(await screen.findByRole('button', { name: /Mijn status/ }))
}

beforeEach(() => {
  session.set((old) => ({ ...old, person: { name: 'Anna de Vries', photo: null } as never }))
  presence.set((old) => ({ ...old, mine: AVAILABLE }))
})
afterEach(() => vi.unstubAllGlobals())

describe('my own presence', () => {
  it('PRE-1: a state is chosen with one press', async () => {
    const asked = serve({ 'PUT /api/presence': [200, { ...AVAILABLE, choice: 'dnd' }] })
    await open()
    const names = screen.getAllByRole('radio').map((radio) => radio.closest('label')?.textContent)
    expect(
      names.map((name) => /^(Beschikbaar|Bezet|Niet storen|Afwezig|Offline weergeven)/.exec(name ?? '')?.[0]),
    ).toEqual(['Beschikbaar', 'Bezet', 'Niet storen', 'Afwezig', 'Offline weergeven'])
    await userEvent.click(screen.getByRole('radio', { name: /^Niet storen/ }))
    await waitFor(() => expect(asked[0]?.body).toEqual({ ...AVAILABLE, choice: 'dnd' }))
    expect(presence.get().mine.choice).toBe('dnd')
  })

  it('PRE-1: a refused choice is taken back, with the reason', async () => {
    const errors = [{ code: 'unavailable', message: 'Dat lukte niet. Probeer het opnieuw.' }]
    serve({ 'PUT /api/presence': [503, { status: 503, errors }] })
    await open()
    await userEvent.click(screen.getByRole('radio', { name: /^Bezet/ }))
    expect(await screen.findByText('Dat lukte niet. Probeer het opnieuw.')).toBeTruthy()
    expect(presence.get().mine.choice).toBe('available')
  })

  it('PRE-1: a status line with an end is saved, and cleared', async () => {
    const now = Date.now()
    const asked = serve({
      'PUT /api/presence': () => [200, asked.at(-1)?.body],
    })
    await open()
    await userEvent.type(screen.getByLabelText('Status'), 'Op huisbezoek')
    await userEvent.selectOptions(screen.getByLabelText('Tot wanneer?'), 'hour')
    await userEvent.click(screen.getByRole('button', { name: 'Bewaar' }))
    await waitFor(() => expect(asked).toHaveLength(1))
    const [{ body } = { body: null }] = asked
    const { text, until } = body as unknown as { text: string; until: string }
    expect(text).toBe('Op huisbezoek')
    expect(Date.parse(until) - now).toBeGreaterThanOrEqual(3_600_000)
    await userEvent.click(await screen.findByRole('button', { name: /Mijn status/ }))
    await userEvent.click(await screen.findByRole('button', { name: 'Status wissen' }))
    await waitFor(() => expect(asked[1]?.body).toEqual(AVAILABLE))
  })
})
