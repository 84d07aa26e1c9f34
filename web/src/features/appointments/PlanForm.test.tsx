import { fireEvent, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { session } from '@/state/session'
import { draw, serve } from '@/testing'
import { appointment } from './fixtures'
import { NewAppointment } from './NewAppointment'

const TODAY = '2026-11-21'
const TEXTS = {
  message: 'Beste {naam}, tot {datum}.',
  urgent_subject: 'Beeldgesprek',
  urgent_message: 'Komt u?',
  sms_works: false,
}
const PLANNED = { appointment: appointment(), overlaps: [] }
const FREE: [number, unknown] = [200, []]

type Answers = Parameters<typeof serve>[0]

async function open(answers: Answers = {}) {
  const asked = serve({
    'GET /api/appointments/texts': [200, TEXTS],
    'GET /api/appointments/overlaps': FREE,
    'POST /api/appointments': [200, PLANNED],
    ...answers,
  })
  await draw(<NewAppointment today={TODAY} onList={() => null} />, '/afspraak', '/afspraak')
  await screen.findByLabelText('Datum')
  return asked
}

function type(label: string, value: string) {
  fireEvent.input(screen.getByLabelText(label), { target: { value } })
}

function fill() {
  type('Datum', '23 nov')
  type('Tijd', '14:00')
  type('E-mail onderwerp', 'Kennismaking')
  type('Naam ontvanger 1', 'Mevrouw Jansen')
  type('E-mailadres 1', 'j@ergens.test')
}

const send = () => userEvent.click(screen.getByRole('button', { name: 'Verstuur uitnodiging voor afspraak' }))
const value = (label: string) => screen.getByLabelText<HTMLInputElement>(label).value

beforeEach(() => session.set((old) => ({ ...old, person: { id: 'anna', role: 'agent' } as never })))
afterEach(() => {
  vi.unstubAllGlobals()
  sessionStorage.clear()
})

describe('APP-1: a new appointment', () => {
  it('goes to the server as it was typed, once, and says what was sent', async () => {
    const asked = await open()
    fill()
    expect(await screen.findByText('Dit wordt maandag 23 november.')).toBeTruthy()
    await userEvent.dblClick(screen.getByRole('button', { name: 'Verstuur uitnodiging voor afspraak' }))
    expect(await screen.findByText('De afspraak is gemaakt')).toBeTruthy()
    expect(screen.getByText(/Mevrouw Jansen \(j@ergens.test\)/)).toBeTruthy()
    const commands = asked.filter(({ method }) => method === 'POST')
    expect(commands).toHaveLength(1)
    expect(commands[0]?.body).toEqual({
      date: '2026-11-23',
      starts: '14:00',
      ends: '14:30',
      subject: 'Kennismaking',
      description: '',
      recipients: [{ name: 'Mevrouw Jansen', email: 'j@ergens.test', mobile: '' }],
      message: TEXTS.message,
    })
    expect(sessionStorage).toHaveLength(0)
  })

  it('shows every fault at its field, goes to the first, and loses nothing', async () => {
    const errors = [
      { code: 'date_past', message: 'Deze dag is voorbij.', param: 'date' },
      { code: 'email_invalid', message: 'Geen e-mailadres.', param: 'recipients.0.email' },
    ]
    await open({ 'POST /api/appointments': [400, { status: 400, errors }] })
    fill()
    await send()
    expect(await screen.findByText('Deze dag is voorbij.')).toBeTruthy()
    expect(screen.getByText('Geen e-mailadres.')).toBeTruthy()
    expect(screen.getByLabelText('E-mailadres 1').getAttribute('aria-invalid')).toBe('true')
    expect(screen.getByLabelText('Tijd').getAttribute('aria-invalid')).toBeNull()
    expect(document.activeElement).toBe(screen.getByLabelText('Datum'))
    expect(value('E-mail onderwerp')).toBe('Kennismaking')
  })

  it('sends what misses to the server too, so that all faults come at once', async () => {
    const asked = await open()
    await send()
    expect(asked.filter(({ method }) => method === 'POST')).toHaveLength(1)
  })

  it('is there again after the page was left', async () => {
    await open()
    type('E-mail onderwerp', 'Kennismaking')
    type('E-mail bericht', `${TEXTS.message} Tot dan!`)
    document.body.replaceChildren()
    await open()
    expect(value('E-mail onderwerp')).toBe('Kennismaking')
    expect(value('E-mail bericht')).toBe(`${TEXTS.message} Tot dan!`)
  })

  it('APP-6: takes a second recipient, and says what is for more', async () => {
    await open()
    await userEvent.click(screen.getByRole('button', { name: 'Nog een ontvanger toevoegen' }))
    type('Naam ontvanger 2', 'Piet')
    expect(screen.queryByRole('button', { name: 'Nog een ontvanger toevoegen' })).toBeNull()
    expect(screen.getByText(/daar is een vergadering voor/)).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Ontvanger 1 weghalen' }))
    expect(value('Naam ontvanger 1')).toBe('Piet')
  })

  it('APP-3: warns of what is at the same time, and forbids nothing', async () => {
    const overlap = { starts_at: '2026-11-23T13:00:00Z', ends_at: '2026-11-23T14:00:00Z', subject: 'Overleg' }
    await open({ 'GET /api/appointments/overlaps': [200, [overlap]] })
    fill()
    expect(await screen.findByText('Overleg, 14:00 tot 15:00 uur')).toBeTruthy()
    await send()
    expect(await screen.findByText('De afspraak is gemaakt')).toBeTruthy()
  })
})
