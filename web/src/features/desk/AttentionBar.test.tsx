import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import { type AttentionItem, attention } from '@/state/attention'
import { draw } from '@/testing'
import { AttentionBar } from './AttentionBar'

afterEach(() => attention.set('test', []))

const waiting = (name: string): AttentionItem => ({ id: name, kind: 'waiting', name, href: '/wachtkamer' })

describe('what asks attention, on every page (DSK-2)', () => {
  it('is not there when nothing does', async () => {
    await draw(<AttentionBar />, '/', '/')
    expect(screen.queryByRole('region')).toBeNull()
  })

  it('says what it is, with the way there', async () => {
    attention.set('test', [
      { id: 'm', kind: 'missed_call', count: 1, href: '/oproepen' },
      { id: 'b', kind: 'message', count: 2, href: '/berichten' },
    ])
    await draw(<AttentionBar />, '/', '/')
    const bar = within(await screen.findByRole('region', { name: 'Vraagt aandacht' }))
    expect(bar.getByText('U hebt 1 oproep gemist.')).toBeTruthy()
    expect(bar.getByText('U hebt 2 nieuwe berichten.')).toBeTruthy()
    expect(bar.getByRole('link', { name: 'Lezen' }).getAttribute('href')).toBe('/berichten')
  })

  it('shows two, and the others by a press', async () => {
    attention.set('test', ['Dirk', 'Els', 'Fatima', 'Gijs'].map(waiting))
    await draw(<AttentionBar />, '/', '/')
    expect(await screen.findAllByRole('listitem')).toHaveLength(2)
    await userEvent.click(screen.getByRole('button', { name: 'Nog 2' }))
    expect(screen.getAllByRole('listitem')).toHaveLength(4)
    await userEvent.click(screen.getByRole('button', { name: 'Minder tonen' }))
    expect(screen.getAllByRole('listitem')).toHaveLength(2)
  })

  it('is silent about the page that one looks at, and about what rings over it', async () => {
    attention.set('test', [waiting('Dirk'), { id: 'r', kind: 'visitor', name: 'Els' }])
    await draw(<AttentionBar />, '/wachtkamer', '/wachtkamer')
    expect(screen.queryByRole('region')).toBeNull()
  })
})
