import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { availability, refreshAvailability, setAvailable } from './availability'
import type { live } from './live'
import { session } from './session'

/** What the server tells is handed to the stores by `live`, which is not connected here. */
const tellers = vi.hoisted(() => new Map<string, ((data: never) => void)[]>())
vi.mock('./live', () => ({
  live: {
    on: (type: string, handler: (data: never) => void) =>
      tellers.set(type, [...(tellers.get(type) ?? []), handler]),
  },
}))
const tell = (type: Parameters<typeof live.on>[0], data: unknown = undefined) => {
  for (const teller of tellers.get(type) ?? []) teller(data as never)
}

/** Answers of a server that take until they are given. */
function server() {
  const asked: { wanted: boolean | null; answer: (status: number, body: unknown) => void }[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    const wanted = request.method === 'PUT' ? (await request.json()).available : null
    return new Promise<Response>((resolve) => {
      asked.push({
        wanted,
        answer: (status, body) =>
          resolve(
            new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } }),
          ),
      })
    })
  })
  return asked
}

const shown = () => availability.get().available
const on = (version: number) => ({ available: true, version })
const off = (version: number) => ({ available: false, version })
const REFUSED = { status: 500, errors: [{ code: 'server_error', message: 'Er ging iets mis.' }] }

function signIn(id: string | null, role = 'agent') {
  session.set((old) => ({ ...old, person: id === null ? null : ({ id, role } as never) }))
}

beforeEach(() => signIn('anna'))
afterEach(() => {
  signIn(null)
  vi.unstubAllGlobals()
})

describe('the slider (PRE-4)', () => {
  it('is unknown until the server has told', async () => {
    const asked = server()
    expect(availability.get()).toEqual({ available: false, known: false })
    const question = refreshAvailability()
    await vi.waitFor(() => expect(asked).toHaveLength(1))
    asked[0]?.answer(200, on(3))
    await question
    expect(availability.get()).toEqual({ available: true, known: true })
  })

  it('turns at once, and back when the server refuses', async () => {
    const asked = server()
    tell('availability.changed', off(1))
    const turned = setAvailable(true)
    expect(shown()).toBe(true)
    await vi.waitFor(() => expect(asked).toHaveLength(1))
    asked[0]?.answer(500, REFUSED)
    await expect(turned).rejects.toThrow('Er ging iets mis.')
    expect(shown()).toBe(false)
  })

  it('after a double click is where the last click wanted it, without a flicker', async () => {
    const asked = server()
    tell('availability.changed', off(1))
    const turned = [setAvailable(true), setAvailable(false)]
    expect(shown()).toBe(false)
    await vi.waitFor(() => expect(asked).toHaveLength(1))
    asked[0]?.answer(200, on(2))
    tell('availability.changed', on(2))
    await vi.waitFor(() => expect(asked).toHaveLength(2))
    expect(shown()).toBe(false)
    expect(asked[1]?.wanted).toBe(false)
    asked[1]?.answer(200, off(3))
    await Promise.all(turned)
    expect(shown()).toBe(false)
  })

  it('follows another tab', () => {
    tell('availability.changed', on(2))
    expect(shown()).toBe(true)
    tell('availability.changed', off(3))
    expect(shown()).toBe(false)
  })

  it('does not believe an answer that an event has overtaken', async () => {
    const asked = server()
    const turned = setAvailable(true)
    await vi.waitFor(() => expect(asked).toHaveLength(1))
    tell('availability.changed', on(2))
    tell('availability.changed', off(3))
    asked[0]?.answer(200, on(2))
    await turned
    expect(shown()).toBe(false)
  })

  it('asks when the way is open, but not for a client, who has none', async () => {
    const asked = server()
    signIn('dirk', 'client')
    tell('opened')
    signIn('bram')
    tell('opened')
    await vi.waitFor(() => expect(asked).toHaveLength(1))
  })

  it('stays known when the same person is fetched anew', async () => {
    // The app is loaded after somebody has signed in.
    vi.resetModules()
    const { session: loaded } = await import('./session')
    loaded.set((old) => ({ ...old, person: { id: 'carla', role: 'agent' } as never }))
    const { availability: slider } = await import('./availability')
    tell('availability.changed', on(1))
    loaded.set((old) => ({ ...old, person: { id: 'carla', role: 'agent' } as never }))
    expect(slider.get()).toEqual({ available: true, known: true })
  })

  it('is forgotten with its person', () => {
    tell('availability.changed', on(9))
    signIn('bram')
    expect(availability.get()).toEqual({ available: false, known: false })
    tell('availability.changed', on(1))
    expect(shown()).toBe(true)
  })
})
