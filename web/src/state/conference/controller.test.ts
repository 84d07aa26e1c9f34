import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Refusal } from '@/protocol/refusal'
import type { OwnMedia } from '../call/types'
import type { LiveEvents } from '../live'
import type { ConnectionHandlers } from './connection'
import { CONNECT_WITHIN, ConferenceController, type Parts } from './controller'

const TEAM = { account_id: 'team', name: 'Teamoverleg', most: 10, live: null }

type Handlers = { [K in keyof LiveEvents]?: (data: LiveEvents[K]) => void }

function made({
  microphone = 'on',
  inCall = false,
}: {
  microphone?: OwnMedia['microphone']
  inCall?: boolean
} = {}) {
  const told: Handlers = {}
  const connection = { open: vi.fn(async () => {}), replace: vi.fn(), play: vi.fn(), close: vi.fn() }
  const own = {
    view: { stream: null, camera: 'off', microphone: 'off' } as OwnMedia,
    audio: null,
    open: vi.fn(async () => {
      own.view = { ...own.view, microphone }
    }),
    close: vi.fn(() => {
      own.view = { ...own.view, microphone: 'off' }
    }),
    toggleMicrophone: vi.fn(async () => {}),
  }
  const commands = {
    configuration: vi.fn(async () => ({})),
    join: vi.fn(async () => ({ participant_id: 'p1', sdp: '' })),
    leave: vi.fn(async () => {}),
    leaveAtOnce: vi.fn(),
    look: vi.fn(async () => null),
  }
  const setInCall = vi.fn()
  const handlers: ConnectionHandlers[] = []
  const parts: Parts = {
    live: {
      on: (type, handler) => {
        told[type] = handler as never
        return () => {}
      },
      setInCall,
    },
    commands,
    microphone: () => own,
    connection: (given) => {
      handlers.push(given)
      return connection
    },
    inCall: () => inCall,
  }
  const controller = new ConferenceController(parts)
  controller.setPerson('anna')
  const phase = () => controller.snapshot.get().phase
  return { controller, told, connection, own, commands, setInCall, handlers, phase }
}

async function inside() {
  const all = made()
  all.controller.join(TEAM)
  await vi.waitFor(() => expect(all.handlers).toHaveLength(1))
  all.handlers[0]?.joined('p1')
  all.handlers[0]?.connected()
  return all
}

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('the controller of a conference (CNF-7)', () => {
  it('comes in, and keeps the tab from being renewed meanwhile', async () => {
    const { controller, setInCall, phase } = await inside()
    expect(phase()).toBe('in')
    expect(controller.snapshot.get()).toMatchObject({ participant: 'p1', microphone: 'on' })
    expect(setInCall).toHaveBeenLastCalledWith(true, 'conference')
  })

  it('closes everything when one leaves', async () => {
    const { controller, connection, own, commands, setInCall, phase } = await inside()
    controller.leave()
    expect(phase()).toBe('idle')
    expect(connection.close).toHaveBeenCalled()
    expect(own.close).toHaveBeenCalled()
    expect(commands.leave).toHaveBeenCalledWith('team')
    expect(setInCall).toHaveBeenLastCalledWith(false, 'conference')
  })

  it('leaves with the page, without waiting for an answer', async () => {
    const { controller, connection, commands } = await inside()
    controller.pageClosed()
    expect(commands.leaveAtOnce).toHaveBeenCalledWith('team')
    expect(commands.leave).not.toHaveBeenCalled()
    expect(connection.close).toHaveBeenCalled()
  })

  it('opens no microphone during a video call', () => {
    const { controller, own } = made({ inCall: true })
    controller.join(TEAM)
    expect(own.open).not.toHaveBeenCalled()
    expect(controller.snapshot.get().problem).toBe('in_call')
  })

  it('makes no connection without a microphone', async () => {
    const { controller, handlers, phase } = made({ microphone: 'missing' })
    controller.join(TEAM)
    await vi.waitFor(() => expect(phase()).toBe('failed'))
    expect(controller.snapshot.get().problem).toBe('missing')
    expect(handlers).toHaveLength(0)
  })

  it('tells what the server refused', async () => {
    const { controller, handlers } = made()
    controller.join(TEAM)
    await vi.waitFor(() => expect(handlers).toHaveLength(1))
    handlers[0]?.refused(new Refusal(503, [{ code: 'lines_in_use', message: 'Vol.', param: null }]))
    expect(controller.snapshot.get()).toMatchObject({ phase: 'failed', problem: 'lines_in_use' })
  })

  it('gives up after a while', async () => {
    const { controller, handlers, commands } = made()
    controller.join(TEAM)
    await vi.waitFor(() => expect(handlers).toHaveLength(1))
    vi.advanceTimersByTime(CONNECT_WITHIN)
    expect(controller.snapshot.get().problem).toBe('not_connected')
    expect(commands.leave).toHaveBeenCalledWith('team')
  })

  it('looks how the conference is after a break of the events', async () => {
    const { told, commands } = await inside()
    told.opened?.(undefined)
    expect(commands.look).toHaveBeenCalledWith('team')
  })

  it('leaves when nobody is signed in any more', async () => {
    const { controller, phase } = await inside()
    controller.setPerson(null)
    expect(phase()).toBe('idle')
  })
})
