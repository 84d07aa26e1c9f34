import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Refusal } from '@/protocol/refusal'
import type { GuestPage } from '@/protocol/types'
import type { OwnTracks } from './call/own_media'
import type { CallController, CallSnapshot } from './call/types'
import { GuestModel, type GuestSurroundings } from './guest'
import type { LiveEvents } from './live'
import { Store } from './store'

const NOW = '2026-11-21T13:00:00Z'

const page = (values: Partial<GuestPage> = {}): GuestPage => ({
  person: { id: 'fatima', name: 'Fatima Yilmaz', language: 'nl' },
  organisation: {
    name: 'Zorggroep',
    colour: '#0b5d66',
    on_colour: '#ffffff',
    strong: '#084850',
    soft: '#e0f0ee',
    dark_colour: '#86d6d1',
    on_dark: '#06282b',
    dark_strong: '#a6e4e0',
    dark_soft: '#17383b',
    logo_url: null,
    logo_width: null,
    logo_height: null,
  },
  state: 'open',
  now: NOW,
  opens_at: '2026-11-21T12:10:00Z',
  appointment: null,
  invitation: null,
  agent_busy: false,
  can_be_called: false,
  held_by: 'tab',
  ended: '',
  messages: [],
  ...values,
})

/** A guest's page whose server, connection, camera and call are led by the test. */
class Scene {
  answer: GuestPage | Refusal = page()
  readonly told: string[] = []
  language = ''
  readonly status = new Store<'stopped' | 'open'>('stopped')
  readonly #handlers = new Map<string, (data: never) => void>()
  readonly snapshot = new Store({ phase: 'idle', incoming: [], returnable: null } as unknown as CallSnapshot)
  readonly model: GuestModel

  constructor() {
    const note =
      (what: string) =>
      async (...with_: unknown[]) =>
        void this.told.push([what, ...with_].join(' '))
    const answer = async () => {
      if (this.answer instanceof Refusal) throw this.answer
      return this.answer
    }
    const call = {
      snapshot: this.snapshot,
      accept: note('accept'),
      comeBack: note('return'),
      dismiss: () => this.shows({ phase: 'idle', outcome: null }),
    } as unknown as CallController
    this.model = new GuestModel({
      live: {
        on: (type: string, handler: (data: never) => void) => {
          this.#handlers.set(type, handler)
          return () => {}
        },
        status: this.status,
        clientId: 'tab',
        start: async () => this.status.set('open'),
        stop: () => this.status.set('stopped'),
      } as unknown as GuestSurroundings['live'],
      own: {
        open: note('open'),
        close: () => void this.told.push('close'),
        lend: () => void this.told.push('lend'),
      } as unknown as OwnTracks,
      commands: { page: answer, here: answer, say: answer, report: note('report'), speak: note('speak') },
      onTelephone: () => false,
      loadCall: async () => call,
      introduce: (_person, language) => void (this.language = language),
    })
  }

  get now() {
    return this.model.now.get()
  }

  async open(): Promise<Scene> {
    this.model.start(true)
    await vi.advanceTimersByTimeAsync(0)
    return this
  }

  async hears<K extends keyof LiveEvents>(type: K, data: LiveEvents[K]): Promise<void> {
    this.#handlers.get(type)?.(data as never)
    await vi.advanceTimersByTimeAsync(0)
  }

  shows(values: Partial<Record<keyof CallSnapshot, unknown>>): void {
    this.snapshot.set((old) => ({ ...old, ...values }) as CallSnapshot)
  }

  async ends(kind: string): Promise<void> {
    this.shows({ phase: 'ended', outcome: { kind } })
    await vi.advanceTimersByTimeAsync(0)
  }
}

describe('a guest', () => {
  beforeEach(() => vi.useFakeTimers({ now: Date.parse(NOW) }))
  afterEach(() => vi.useRealTimers())

  it('without a link is asked to open the one from his mail', () => {
    const scene = new Scene()
    scene.model.start(false)
    expect(scene.now.status).toBe('no_link')
  })

  it('who is early connects by himself when the link works (APP-2)', async () => {
    const scene = new Scene()
    scene.answer = page({ state: 'early', opens_at: '2026-11-21T13:30:00Z' })
    await scene.open()
    expect(scene.status.get()).toBe('stopped')
    scene.answer = page()
    await vi.advanceTimersByTimeAsync(30 * 60_000 + 500)
    expect(scene.status.get()).toBe('open')
  })

  it('whose link does not work has no camera open and no connection (WAI-4)', async () => {
    const scene = new Scene()
    scene.answer = new Refusal(403, [{ code: 'link_withdrawn', message: 'Ingetrokken.', param: null }])
    await scene.open()
    expect(scene.now).toMatchObject({ status: 'refused' })
    expect(scene.told).toContain('close')
  })

  it('tries again by himself while the server is away', async () => {
    const scene = new Scene()
    scene.answer = Refusal.unreachable()
    await scene.open()
    expect(scene.now.status).toBe('unreachable')
    scene.answer = page()
    await vi.advanceTimersByTimeAsync(6_000)
    expect(scene.now.status).toBe('ready')
  })

  it('who comes after the end of the call has no camera open and no connection (CAL-11)', async () => {
    const scene = await new Scene().open()
    expect(scene.model.waits).toBe(true)
    scene.answer = page({ state: 'over' })
    await scene.hears('guest.changed', {})
    expect(scene.now).toMatchObject({ status: 'ready', stage: 'waiting' })
    expect(scene.told).toContain('close')
    expect(scene.status.get()).toBe('stopped')
    expect(scene.model.waits).toBe(false)
  })

  it('who sits in the call that ends hears it from the call (CAL-11)', async () => {
    const scene = await new Scene().open()
    scene.shows({ incoming: [{ id: 'ring' }] })
    scene.answer = page({ state: 'over', ended: 'done' })
    await scene.hears('guest.changed', {})
    expect(scene.status.get()).toBe('open')
    await scene.ends('answered')
    expect(scene.now).toMatchObject({ stage: 'ended', page: { state: 'over' } })
  })

  it('answers the agent by himself, with the camera that is open (WAI-3)', async () => {
    const scene = await new Scene().open()
    scene.shows({ incoming: [{ id: 'ring' }] })
    expect(scene.told).toEqual(['lend', 'accept ring'])
    expect(scene.now.called).toBe(true)
  })

  it('goes back into his call after a reload (CAL-8)', async () => {
    const scene = await new Scene().open()
    scene.shows({ returnable: { id: 'room' } })
    expect(scene.told).toEqual(['lend', 'return'])
  })

  it('is thanked after the call and waits no more', async () => {
    const scene = await new Scene().open()
    scene.answer = page({ ended: 'done' })
    await scene.ends('answered')
    expect(scene.now.stage).toBe('ended')
    expect(scene.status.get()).toBe('stopped')
    await scene.model.comeBack()
    expect(scene.now.stage).toBe('waiting')
    expect(scene.status.get()).toBe('open')
  })

  it('is back in the waiting room when the agent was lost', async () => {
    const scene = await new Scene().open()
    scene.answer = page({ ended: 'lost' })
    await scene.ends('answered')
    expect(scene.now).toMatchObject({ stage: 'waiting', lost: true, called: false })
    expect(scene.told).toContain('open video')
    expect(scene.status.get()).toBe('open')
  })

  it('is back in the waiting room when the call never began', async () => {
    const scene = await new Scene().open()
    await scene.ends('error')
    expect(scene.now).toMatchObject({ stage: 'waiting', lost: false })
  })

  it('who opens his link elsewhere waits here no more, until he goes on here (WAI-4)', async () => {
    const scene = await new Scene().open()
    await scene.hears('guest.elsewhere', { client: 'other' })
    expect(scene.now.stage).toBe('elsewhere')
    expect(scene.status.get()).toBe('stopped')
    scene.shows({ incoming: [{ id: 'ring' }] })
    expect(scene.told).not.toContain('accept ring')
    await scene.model.goOnHere()
    expect(scene.now.stage).toBe('waiting')
    expect(scene.status.get()).toBe('open')
  })

  it('is not elsewhere when it is this tab that holds the place', async () => {
    const scene = await new Scene().open()
    await scene.hears('guest.elsewhere', { client: 'tab' })
    expect(scene.now.stage).toBe('waiting')
  })

  it('reports what is news, once (WAI-6)', async () => {
    const scene = await new Scene().open()
    scene.model.report({ level: 'good', reasons: [], browser: '' })
    scene.model.report({ level: 'good', reasons: [], browser: '' })
    expect(scene.told).toHaveLength(1)
  })

  it('reads on in another language, which the server keeps (ACC-12)', async () => {
    const scene = await new Scene().open()
    expect(scene.language).toBe('nl')
    await scene.model.speak('en')
    expect(scene.language).toBe('en')
    expect(scene.told).toContain('speak en')
  })

  it('keeps the language that he chose when an older answer of the server comes late', async () => {
    const scene = await new Scene().open()
    await scene.model.speak('en')
    await scene.hears('guest.changed', {})
    expect(scene.language).toBe('en')
    expect(scene.told.filter((what) => what === 'speak en')).toHaveLength(2)
    scene.answer = page({ person: { id: 'fatima', name: 'Fatima Yilmaz', language: 'en' } })
    await scene.hears('guest.changed', {})
    expect(scene.told.filter((what) => what === 'speak en')).toHaveLength(2)
  })

  it('whose link does not work chooses a language for this page alone', async () => {
    const scene = new Scene()
    scene.model.start(false)
    await scene.model.speak('en')
    expect([scene.language, ...scene.told]).toEqual(['en'])
  })
})
