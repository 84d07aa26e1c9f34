import { act, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { availability } from '@/state/availability'
import { live } from '@/state/live'
import { draw, serve } from '@/testing'
import { AvailabilityCard } from './AvailabilityCard'
import { CornerSlider } from './CornerSlider'

let version = 0

async function open() {
  await draw(
    <>
      <AvailabilityCard />
      <CornerSlider />
    </>,
    '/',
    '/',
  )
  return (await screen.findAllByRole('switch')) as HTMLInputElement[]
}

beforeEach(() => {
  live.status.set('open')
  availability.set({ available: false, known: true })
})
afterEach(() => {
  live.status.set('stopped')
  vi.unstubAllGlobals()
})

describe('the two sliders (PRE-4)', () => {
  it('are one: turned here, shown there, in words', async () => {
    serve({
      'PUT /api/availability': () => {
        version += 1
        return [200, { available: true, version }]
      },
    })
    const [middle, corner] = await open()
    if (!middle || !corner) throw new Error('two sliders are missing')
    expect(screen.getAllByRole('switch', { name: 'Niet beschikbaar' })).toHaveLength(2)
    await userEvent.click(corner)
    await waitFor(() => expect(screen.getAllByRole('switch', { name: 'Beschikbaar' })).toHaveLength(2))
    expect([middle.checked, corner.checked]).toEqual([true, true])
  })

  it('say what they do, and why nothing can be turned while the server is away', async () => {
    const sliders = await open()
    expect(screen.getByText(/Zet de schuif aan als u bezoekers wilt ontvangen/)).toBeTruthy()
    act(() => live.status.set('waiting'))
    expect(sliders.map(({ disabled }) => disabled)).toEqual([true, true])
    expect(screen.getByText(/Er is geen verbinding met de server/)).toBeTruthy()
    act(() => live.status.set('open'))
    expect(sliders.map(({ disabled }) => disabled)).toEqual([false, false])
  })

  it('wait until it is known how they stand', async () => {
    availability.set({ available: false, known: false })
    expect((await open()).map(({ disabled }) => disabled)).toEqual([true, true])
  })
})
