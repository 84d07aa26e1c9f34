import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { MyPresence } from '@/protocol/types'
import type { live } from './live'
import { choosePresence, presence, refreshPresence } from './presence'

const choice = (name: MyPresence['choice']): MyPresence => ({ choice: name, text: '', until: null })

/** Answers of a server that take until they are given. */
function server() {
  const asked: { body: MyPresence | null; answer: (status: number, body: unknown) => void }[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    const body = request.method === 'PUT' ? ((await request.json()) as MyPresence) : null
    return new Promise<Response>((resolve) => {
      asked.push({
        body,
        answer: (status, data) =>
          resolve(
            new Response(JSON.stringify(data), { status, headers: { 'Content-Type': 'application/json' } }),
          ),
      })
    })
  })
  return asked
}

const shown = () => presence.get().mine.choice

beforeEach(() => presence.set((old) => ({ ...old, mine: choice('available') })))
afterEach(() => vi.unstubAllGlobals())

/** What the server tells is handed to the stores by `live`, which is not connected here. */
const tellers = vi.hoisted(() => new Map<string, (data: never) => void>())
vi.mock('./live', () => ({
  live: { on: (type: string, handler: (data: never) => void) => tellers.set(type, handler) },
}))
const tell = (type: Parameters<typeof live.on>[0], data: unknown) => tellers.get(type)?.(data as never)
const BUSY = { state: 'busy', in_call: false, text: '', until: null } as const
const all = (people: object) => ({ mine: choice('available'), people })

describe('who is there', () => {
  it('CON-3: is asked anew when somebody has become a contact, who has been there for long', async () => {
    const asked = server()
    tell('contact.changed', { contact_id: null })
    tell('contact.changed', { contact_id: 'contact-dirk' })
    await vi.waitFor(() => expect(asked).toHaveLength(1))
    asked[0]?.answer(200, all({ dirk: BUSY }))
    await vi.waitFor(() => expect(presence.get().people).toEqual({ dirk: BUSY }))
  })

  it('PRE-5: keeps what was told while the answer was on its way', async () => {
    const asked = server()
    const question = refreshPresence()
    tell('presence.changed', { person_id: 'dirk', presence: BUSY })
    await vi.waitFor(() => expect(asked).toHaveLength(1))
    asked[0]?.answer(200, all({ dirk: { ...BUSY, state: 'offline' } }))
    await question
    expect(presence.get().people).toEqual({ dirk: BUSY })
    const next = refreshPresence()
    await vi.waitFor(() => expect(asked).toHaveLength(2))
    asked[1]?.answer(200, all({}))
    await next
    expect(presence.get().people).toEqual({})
  })

  it('PRE-5: takes no answer that a newer one has overtaken', async () => {
    const asked = server()
    const older = refreshPresence()
    const newer = refreshPresence()
    await vi.waitFor(() => expect(asked).toHaveLength(2))
    asked[1]?.answer(200, all({ dirk: BUSY }))
    await newer
    asked[0]?.answer(200, all({}))
    await older
    expect(presence.get().people).toEqual({ dirk: BUSY })
  })
})

describe('choosing a presence', () => {
  it('PRE-1: is shown at once, and sent one after the other, so that the last one wins', async () => {
    const asked = server()
    const first = choosePresence(choice('busy'))
    const second = choosePresence(choice('away'))
    expect(shown()).toBe('away')
    await vi.waitFor(() => expect(asked).toHaveLength(1))
    asked[0]?.answer(200, choice('busy'))
    await first
    expect(shown()).toBe('away')
    await vi.waitFor(() => expect(asked).toHaveLength(2))
    asked[1]?.answer(200, choice('away'))
    await second
    expect(shown()).toBe('away')
  })

  it('PRE-1: goes back to what the server took last', async () => {
    const asked = server()
    const first = choosePresence(choice('busy'))
    const second = choosePresence(choice('away'))
    await vi.waitFor(() => expect(asked).toHaveLength(1))
    asked[0]?.answer(200, choice('busy'))
    await first
    await vi.waitFor(() => expect(asked).toHaveLength(2))
    asked[1]?.answer(400, { status: 400, errors: [{ code: 'invalid', message: 'Nee.' }] })
    await expect(second).rejects.toThrow('Nee.')
    expect(shown()).toBe('busy')
  })

  it('PRE-1: is not undone by an answer that left the server before it', async () => {
    const asked = server()
    const all = refreshPresence()
    const mine = choosePresence(choice('dnd'))
    await vi.waitFor(() => expect(asked).toHaveLength(2))
    const [first, second] = asked[0]?.body === null ? [asked[0], asked[1]] : [asked[1], asked[0]]
    first?.answer(200, { mine: choice('available'), people: {} })
    await all
    expect(shown()).toBe('dnd')
    second?.answer(200, choice('dnd'))
    await mine
    expect(shown()).toBe('dnd')
  })
})
