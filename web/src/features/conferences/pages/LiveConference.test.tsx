import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { draw, serve } from '@/testing'
import { conferenceOf, goingOn, participant } from '../fixtures'
import LiveConference from './LiveConference'

// Sound needs a real browser: the tests with browsers make it.
vi.mock('@/state/conference', async () => {
  const { Store } = await import('@/state/store')
  const snapshot = new Store({ phase: 'idle', place: null, participant: 'me', problem: null })
  return { conference: { snapshot, join: () => undefined } }
})

const caller = participant('a', { spoken: true, talking: true })
const hidden = participant('b', { number: '', muted: true, loudness: 2 })
const me = participant('me', { kind: 'browser', name: 'Anna de Vries', number: '', moderator: true })
const PATH = '/api/conferences/team'

async function opened(live = goingOn([caller, hidden, me]), answers: Parameters<typeof serve>[0] = {}) {
  const asked = serve({ 'GET /api/conferences': [200, [conferenceOf(live)]], ...answers })
  await draw(<LiveConference />, '/conferenties/:account', '/conferenties/team')
  await screen.findByRole('heading', { name: 'Teamoverleg' })
  return asked
}

const row = (name: string) => within(screen.getByRole('listitem', { name }))

afterEach(() => vi.unstubAllGlobals())

describe('the live view of a conference', () => {
  it('CNF-7: shows who is in, in order, with what there is to know', async () => {
    await opened()
    const rows = screen.getAllByRole('listitem').map((item) => item.textContent)
    expect(rows[0]).toMatch(/06 1•••••78.*Telefoon.*Praat.*Naam afspelen/)
    expect(rows[1]).toMatch(/Onbekend nummer.*Gedempt.*Dempen opheffen.*\+2/)
    expect(rows[2]).toMatch(/Anna de Vries.*Computer.*Gespreksleider.*Dit bent u/)
    expect(row('Onbekend nummer').queryByRole('button', { name: 'Naam afspelen' })).toBeNull()
  })

  it('CNF-7: takes the answer of a command as the new state', async () => {
    const after = conferenceOf(goingOn([{ ...caller, muted: true }, hidden, me]))
    const asked = await opened(undefined, { [`POST ${PATH}/participants/a/mute`]: [200, after] })
    await userEvent.click(row('06 1•••••78').getByRole('button', { name: 'Dempen' }))
    await row('06 1•••••78').findByRole('button', { name: 'Dempen opheffen' })
    expect(asked.at(-1)?.body).toEqual({ muted: true })
    // Now all who are no moderators are muted: the button for all turns round.
    expect(screen.getByRole('button', { name: 'Dempen opheffen voor iedereen' })).toBeTruthy()
  })

  it('CNF-7: asks before somebody is removed or all is ended', async () => {
    const asked = await opened(undefined, {
      [`POST ${PATH}/participants/a/remove`]: [200, conferenceOf(goingOn([hidden, me]))],
      [`POST ${PATH}/end`]: [200, conferenceOf(null)],
    })
    await userEvent.click(row('06 1•••••78').getByRole('button', { name: 'Verwijderen' }))
    const sure = await screen.findByRole('alertdialog', { name: 'Deelnemer verwijderen?' })
    expect(asked.some(({ method }) => method === 'POST')).toBe(false)
    await userEvent.click(within(sure).getByRole('button', { name: 'Verwijderen' }))
    await waitFor(() => expect(screen.queryByText('06 1•••••78')).toBeNull())
    await userEvent.click(screen.getByRole('button', { name: 'Conferentie beëindigen' }))
    const end = await screen.findByRole('alertdialog', { name: 'Conferentie beëindigen?' })
    await userEvent.click(within(end).getByRole('button', { name: 'Conferentie beëindigen' }))
    await screen.findByRole('heading', { name: 'Niemand aanwezig' })
  })

  it('CNF-7: shows at the field why a number can not be called, and how invitations go', async () => {
    const message = 'Vul een telefoonnummer in.'
    let refused = true
    const invitations = [{ id: 'i', number: '06 8•••••21', state: 'ringing' as const }]
    await opened(undefined, {
      [`POST ${PATH}/invite`]: () =>
        refused
          ? [400, { errors: [{ code: 'number_missing', message, param: 'number' }] }]
          : [200, conferenceOf(goingOn([caller], { invitations }))],
    })
    await userEvent.click(screen.getByRole('button', { name: 'Iemand uitnodigen' }))
    await userEvent.type(await screen.findByLabelText('Telefoonnummer'), 'x')
    await userEvent.click(screen.getByRole('button', { name: 'Bellen' }))
    expect((await screen.findByRole('alert')).textContent).toBe(message)
    refused = false
    await userEvent.click(screen.getByRole('button', { name: 'Bellen' }))
    expect((await screen.findByText('Gaat over…')).parentElement?.textContent).toContain('06 8•••••21')
  })

  it('CNF-7: keeps the PIN of moderators hidden until one asks', async () => {
    await opened(goingOn([]))
    expect(screen.queryByText('9876')).toBeNull()
    await userEvent.click(screen.getByRole('button', { name: 'Tonen' }))
    expect(screen.getByText('9876')).toBeTruthy()
  })

  it('says so when there is no such conference', async () => {
    serve({ 'GET /api/conferences': [200, []] })
    await draw(<LiveConference />, '/conferenties/:account', '/conferenties/gone')
    expect(await screen.findByText('Deze conferentie is er niet')).toBeTruthy()
  })
})
