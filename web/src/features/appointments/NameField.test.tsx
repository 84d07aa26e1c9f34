import { fireEvent, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useEffect, useState } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { contact } from '@/features/contacts/fixtures'
import { draw, serve } from '@/testing'
import { NameField } from './NameField'
import { type InviteeFields, NOBODY } from './plan_fields'

const FATIMA = contact('Fatima Yilmaz', { email: 'fatima@ergens.test' })
const OMAR = contact('Omar Yilmaz', { email: '' })

let recipient: InviteeFields

function Form({ begins, onEscape }: { begins: InviteeFields; onEscape?: () => void }) {
  const [one, setOne] = useState(begins)
  useEffect(() => {
    recipient = one
  }, [one])
  return (
    // oxlint-disable-next-line no-static-element-interactions
    <div onKeyDown={({ key }) => key === 'Escape' && onEscape?.()}>
      <NameField
        label="Naam ontvanger 1"
        name="recipients.0.name"
        recipient={one}
        onChange={(changed) => setOne({ ...one, ...changed })}
      />
    </div>
  )
}

async function open(found: unknown[] | number = [FATIMA, OMAR], begins = NOBODY, onEscape?: () => void) {
  const answered: [number, unknown] =
    typeof found === 'number' ? [found, { errors: [] }] : [200, { items: found, total: found.length }]
  const asked = serve({ 'GET /api/contacts': answered })
  await draw(<Form begins={begins} {...(onEscape ? { onEscape } : {})} />, '/', '/')
  return { asked, field: await screen.findByLabelText<HTMLInputElement>('Naam ontvanger 1') }
}

const options = () => screen.queryAllByRole('option')
const shown = () => waitFor(() => expect(options()).toHaveLength(2))

afterEach(() => vi.unstubAllGlobals())

describe('APP-1: the name of a recipient', () => {
  it('suggests contacts by name, once somebody pauses', async () => {
    const { asked, field } = await open()
    expect(field.getAttribute('role')).toBe('combobox')
    await userEvent.type(field, ' Yil')
    await shown()
    expect(asked.map(({ query }) => query)).toEqual([{ q: 'Yil', limit: '6' }])
    expect(field.getAttribute('aria-expanded')).toBe('true')
    expect(screen.getByRole('status').textContent).toBe(
      '2 contacten gevonden. Kies met de pijltjes en Enter, of typ verder.',
    )
    expect(field.getAttribute('aria-activedescendant')).toBeNull()
  })

  it('takes a contact over with its address, by a click', async () => {
    const { field } = await open()
    await userEvent.type(field, 'Yil')
    await shown()
    await userEvent.click(screen.getByRole('option', { name: /Fatima/ }))
    expect(recipient).toEqual({ name: 'Fatima Yilmaz', email: 'fatima@ergens.test', mobile: '' })
    expect(options()).toHaveLength(0)
    expect(document.activeElement).toBe(field)
  })

  it('takes a contact over by the arrows and Enter, which does not send the form', async () => {
    const { field } = await open()
    await userEvent.type(field, 'Yil')
    await shown()
    await userEvent.keyboard('{ArrowUp}')
    expect(field.getAttribute('aria-activedescendant')).toBe(options()[1]?.id)
    await userEvent.keyboard('{ArrowDown}{ArrowDown}')
    expect(options()[0]?.getAttribute('aria-selected')).toBe('true')
    expect(fireEvent.keyDown(field, { key: 'Enter' })).toBe(false)
    expect(recipient.name).toBe('Fatima Yilmaz')
  })

  it('leaves Enter and what was typed to who chooses nothing', async () => {
    const { field } = await open()
    await userEvent.type(field, 'Yil')
    await shown()
    expect(fireEvent.keyDown(field, { key: 'Enter' })).toBe(true)
    await userEvent.tab()
    expect(options()).toHaveLength(0)
    expect(recipient).toEqual({ ...NOBODY, name: 'Yil' })
  })

  it('is closed by Escape, and a dialog around it is not', async () => {
    const escaped = vi.fn()
    const { field } = await open([FATIMA, OMAR], NOBODY, escaped)
    await userEvent.type(field, 'Yil')
    await shown()
    await userEvent.keyboard('{Escape}')
    expect(options()).toHaveLength(0)
    expect(escaped).not.toHaveBeenCalled()
    await userEvent.keyboard('{Escape}')
    expect(escaped).toHaveBeenCalledOnce()
  })

  it('never sends to the address of the contact before', async () => {
    const { field } = await open()
    for (const name of [/Fatima/, /Omar/]) {
      await userEvent.clear(field)
      await userEvent.type(field, 'Yil')
      await shown()
      await userEvent.click(screen.getByRole('option', { name }))
    }
    expect(recipient).toEqual({ name: 'Omar Yilmaz', email: '', mobile: '' })
  })

  it('keeps an address that was typed when the contact has none', async () => {
    const { field } = await open([FATIMA, OMAR], { ...NOBODY, email: 'omar@elders.test' })
    await userEvent.type(field, 'Yil')
    await shown()
    await userEvent.click(screen.getByRole('option', { name: /Omar/ }))
    expect(recipient.email).toBe('omar@elders.test')
  })

  it('asks for nothing before two signs, and never for more than the server takes', async () => {
    const { asked, field } = await open()
    fireEvent.input(field, { target: { value: ' Y ' } })
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(asked).toEqual([])
    fireEvent.input(field, { target: { value: 'y'.repeat(2_000) } })
    await shown()
    expect(asked[0]?.query.q).toHaveLength(140)
  })

  it('is typed freely when the contacts can not be had', async () => {
    const { asked, field } = await open(503)
    await userEvent.type(field, 'Yil')
    await waitFor(() => expect(asked).toHaveLength(1))
    expect(options()).toHaveLength(0)
    expect(screen.queryByRole('alert')).toBeNull()
    expect(recipient.name).toBe('Yil')
  })
})
