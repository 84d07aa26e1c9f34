import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { HistoryEntry, Person } from '@/protocol/types'
import { call } from '@/state/call'
import { draw, serve } from '@/testing'
import History from './History'

// Calls need the media of a real browser: the tests with browsers make them.
vi.mock('@/state/call', () => ({ call: { start: async () => undefined } }))

const bram: Person = {
  id: 'bram',
  name: 'Bram Jansen',
  photo: null,
  function: '',
  role: 'agent',
  extension: '102',
  organisation_id: 'o',
}

function entry(id: string, change: Partial<HistoryEntry>): HistoryEntry {
  const today = new Date()
  today.setHours(14, 5, 0, 0)
  return {
    id,
    room_id: `room-${id}`,
    direction: 'outgoing',
    outcome: 'answered',
    media: 'video',
    people: [bram],
    started_at: today.toISOString(),
    seconds: 252,
    seen: true,
    ...change,
  }
}

const missed = entry('m', {
  direction: 'incoming',
  outcome: 'no_answer',
  media: 'audio',
  seconds: 0,
  seen: false,
})
const answered = entry('a', {})

let unseen: number

function answers(items: HistoryEntry[], total = items.length) {
  return serve({
    'GET /api/history': () => [200, { items, total, unseen }],
    'POST /api/history/seen': () => {
      unseen = 0
      return [200, { unseen }]
    },
  })
}

beforeEach(() => {
  unseen = 1
})
afterEach(() => vi.unstubAllGlobals())

describe('Oproepen', () => {
  it('CAL-12: tells in plain words who, when, how long and how it went', async () => {
    answers([missed, answered])
    await draw(<History />, '/oproepen', '/oproepen')
    const [first, second] = within(await screen.findByRole('region', { name: 'vandaag' })).getAllByRole(
      'listitem',
    )
    expect(first?.textContent).toMatch(/Bram Jansen.*Nieuw.*toestel 102.*Gemiste oproep.*14:05/)
    expect(second?.textContent).toMatch(/Bram Jansen.*U belde.*4 min 12 s.*14:05/)
  })

  it('CAL-12: marks the missed calls as seen, and keeps them marked while one looks', async () => {
    const asked = answers([missed])
    await draw(<History />, '/oproepen', '/oproepen')
    await waitFor(() => expect(asked.some(({ path }) => path === '/api/history/seen')).toBe(true))
    expect(screen.getByText('Nieuw')).toBeTruthy()
  })

  it('CAL-12: a tab in the background has seen nothing', async () => {
    const visible = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
    const asked = answers([missed])
    await draw(<History />, '/oproepen', '/oproepen')
    await screen.findByText('Nieuw')
    expect(asked.some(({ method }) => method === 'POST')).toBe(false)
    visible.mockReturnValue('visible')
    document.dispatchEvent(new Event('visibilitychange'))
    await waitFor(() => expect(asked.some(({ method }) => method === 'POST')).toBe(true))
  })

  it('CAL-12: one press calls back, in the way one was called', async () => {
    answers([missed, answered])
    const start = vi.spyOn(call, 'start').mockResolvedValue()
    await draw(<History />, '/oproepen', '/oproepen')
    await userEvent.click(await screen.findByRole('button', { name: 'Bram Jansen terugbellen' }))
    await userEvent.click(screen.getByRole('button', { name: 'Bram Jansen terugbellen met beeld' }))
    expect(start.mock.calls).toEqual([
      [[bram], 'audio'],
      [[bram], 'video'],
    ])
  })

  it('CAL-12: filters, searches, and exports what is shown', async () => {
    const asked = answers([missed])
    await draw(<History />, '/oproepen', '/oproepen')
    const file = () => screen.getByRole('link', { name: 'Exporteren (CSV)' }).getAttribute('href')
    await screen.findByText('Nieuw')
    expect(file()).toBe('/api/history.csv')
    await userEvent.click(screen.getByRole('tab', { name: 'Gemist' }))
    await userEvent.type(screen.getByRole('searchbox', { name: 'Zoek op naam' }), 'bram')
    await waitFor(() => expect(file()).toBe('/api/history.csv?filter=missed&q=bram'))
    expect(asked.some(({ query }) => query.filter === 'missed' && query.q === 'bram')).toBe(true)
  })

  it('CAL-12: shows more when there is more', async () => {
    const asked = answers([answered], 2)
    await draw(<History />, '/oproepen', '/oproepen')
    await userEvent.click(await screen.findByRole('button', { name: 'Meer tonen' }))
    await waitFor(() => expect(asked.some(({ query }) => query.offset === '1')).toBe(true))
  })
})
