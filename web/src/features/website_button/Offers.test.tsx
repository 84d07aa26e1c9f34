import { cleanup, fireEvent, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { draw, serve } from '@/testing'
import VisitorPage from './VisitorPage'

// Nobody calls here, and there is no camera for the call to give back.
vi.mock('@/state/call', async () => {
  const { Store } = await import('@/state/store')
  return { call: { snapshot: new Store({ phase: 'idle' }), hangUp: () => Promise.resolve() } }
})
vi.mock('@/features/calls', () => ({}))

const DESK = {
  organisation: 'Gemeente Zonnewaard',
  consent_text: '',
  colour: '#0b5d66',
  on_colour: '#ffffff',
  available: false,
  self_planning: true,
}
const HOURS = {
  days: [
    { day: '2026-11-23', times: ['10:00', '10:30'] },
    { day: '2026-11-24', times: ['09:00'] },
    { day: '2026-12-07', times: ['16:30'] },
  ],
  minutes: 30,
  mobile: false,
}
const PLANNED = { day: '2026-11-23', starts: '10:30', ends: '11:00' }
const TAKEN = {
  status: 409,
  errors: [{ code: 'slot_taken', message: 'Deze tijd is net bezet.', param: 'time' }],
}

type Answer = Parameters<typeof serve>[0][string]
type Answers = Partial<Record<'hours' | 'plan', Answer>>

let visitors = 0

/** Opens the page of another visitor whom nobody can answer. */
async function open(
  { hours = [200, HOURS], plan = [200, PLANNED] }: Answers = {},
  desk: Partial<typeof DESK> = {},
) {
  visitors += 1
  const path = `/api/button/${visitors}`
  const asked = serve({
    [`GET ${path}`]: [200, { ...DESK, ...desk }],
    [`GET ${path}/free-hours`]: hours,
    [`POST ${path}/appointments`]: plan,
  })
  const address = `/bezoek/${visitors}#ticket=t&page=https%3A%2F%2Fsite.nl%2F`
  await draw(<VisitorPage />, '/bezoek/:id', address)
  await screen.findByText('Er is nu niemand beschikbaar')
  return () => asked.filter(({ method }) => method === 'POST')
}

const button = (name: string) => screen.getByRole('button', { name })
const press = (name: string) => userEvent.click(button(name))
const value = (label: string) => screen.getByLabelText<HTMLInputElement>(label).value
const type = (label: string, text: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value: text } })

async function choose(time = '10:30') {
  await userEvent.click(await screen.findByRole('button', { name: 'Afspraak maken' }))
  await userEvent.click(await screen.findByRole('button', { name: time }))
}

function fill() {
  type('Uw naam', 'Fatima Yilmaz')
  type('Uw e-mailadres', 'fatima@ergens.test')
}

afterEach(() => {
  vi.unstubAllGlobals()
  sessionStorage.clear()
})

describe('BTN-4: a visitor plans an appointment', () => {
  it('by a day, a time and who he is, once; and reads when it is and where the mail goes', async () => {
    const sent = await open()
    await choose()
    expect(screen.getByRole('heading', { name: 'Uw gegevens' })).toBe(document.activeElement)
    expect(screen.getByText('maandag 23 november om 10:30 uur')).toBeTruthy()
    expect(screen.queryByLabelText('Uw mobiele nummer')).toBeNull()
    await press('Maak afspraak')
    expect(screen.getAllByText('Vul dit in.')).toHaveLength(2)
    fill()
    await userEvent.dblClick(button('Maak afspraak'))
    expect(await screen.findByText('maandag 23 november van 10:30 tot 11:00 uur')).toBeTruthy()
    expect(screen.getByText(/e-mail naar fatima@ergens.test/)).toBeTruthy()
    expect(sent()).toHaveLength(1)
    expect(sent()[0]?.body).toMatchObject({ day: '2026-11-23', time: '10:30', ticket: 't', language: 'nl' })
  })

  it('in another week; the arrows pass over weeks without a free day', async () => {
    await open()
    await press('Afspraak maken')
    expect(await screen.findByRole('heading', { name: 'Vrije tijden op maandag 23 november' })).toBeTruthy()
    await press('dinsdag 24 november')
    expect(button('09:00')).toBeTruthy()
    expect(button('dinsdag 24 november').getAttribute('aria-pressed')).toBe('true')
    await press('Volgende week')
    expect(button('16:30')).toBeTruthy()
    expect(button('Volgende week')).toHaveProperty('disabled', true)
    await press('Vorige week')
    expect(button('10:00')).toBeTruthy()
    await press('Terug')
    expect(await screen.findByText('Er is nu niemand beschikbaar')).toBeTruthy()
  })

  it('anew when somebody was sooner: with the new times, and nothing typed is lost', async () => {
    let times = HOURS
    const sent = await open({ hours: () => [200, times], plan: [409, TAKEN] })
    await choose()
    fill()
    times = { ...HOURS, days: [{ day: '2026-11-23', times: ['10:00'] }] }
    await press('Maak afspraak')
    expect(await screen.findByText('Deze tijd is net bezet.')).toBeTruthy()
    expect(await screen.findByRole('button', { name: '10:00' })).toBeTruthy()
    expect(screen.queryByRole('button', { name: '10:30' })).toBeNull()
    await press('10:00')
    expect(screen.queryByText('Deze tijd is net bezet.')).toBeNull()
    expect([value('Uw naam'), value('Uw e-mailadres')]).toEqual(['Fatima Yilmaz', 'fatima@ergens.test'])
    expect(sent()).toHaveLength(1)
  })

  it('with what the organisation asks him to agree to, and a number when it is of use', async () => {
    const sent = await open(
      { hours: [200, { ...HOURS, mobile: true }] },
      { consent_text: 'Wij bewaren niets.' },
    )
    await choose()
    fill()
    type('Uw mobiele nummer', '06 12345678')
    await press('Maak afspraak')
    expect(sent()).toHaveLength(0)
    await userEvent.click(screen.getByRole('checkbox', { name: 'Ik ga akkoord' }))
    await press('Maak afspraak')
    await screen.findByText('Uw afspraak staat')
    expect(sent()[0]?.body).toMatchObject({ consent: true, mobile: '06 12345678' })
  })

  it('not when nothing is free, which he reads; nor where the organisation does not want it', async () => {
    await open({ hours: [200, { ...HOURS, days: [] }] })
    expect(await screen.findByText(/geen vrije tijden/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: /Afspraak maken/ })).toBeNull()
    cleanup()
    await open({}, { self_planning: false })
    expect(screen.queryByRole('button', { name: /Afspraak maken/ })).toBeNull()
    expect(button('Bericht achterlaten')).toBeTruthy()
  })

  it('and reads the first day when it is not soon', async () => {
    await open({ hours: [200, { ...HOURS, days: [{ day: '2999-12-02', times: ['10:00'] }] }] })
    expect(await screen.findByText('De eerste vrije dag is maandag 2 december.')).toBeTruthy()
  })

  it('after a fault of the way to the server, by trying again', async () => {
    let works = false
    const fault = { status: 429, errors: [{ code: 'too_many', message: 'Wacht even.' }] }
    await open({ hours: () => (works ? [200, HOURS] : [429, fault]) })
    await userEvent.click(await screen.findByRole('button', { name: 'Afspraak maken' }))
    expect(await screen.findByText('Wacht even.')).toBeTruthy()
    works = true
    await press('Opnieuw proberen')
    expect(await screen.findByRole('button', { name: '10:30' })).toBeTruthy()
  })
})
