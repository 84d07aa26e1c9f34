import { afterEach, describe, expect, it, vi } from 'vitest'
import { registerServiceWorker } from './service_worker'

/** The browser's side: one registration whose waiting worker notes what it is told. */
function browser(waiting = true) {
  const told: unknown[] = []
  const registration = Object.assign(new EventTarget(), {
    waiting: waiting ? { postMessage: (message: unknown) => told.push(message) } : null,
    installing: null as EventTarget | null,
    update: vi.fn(() => Promise.resolve()),
  })
  const container = Object.assign(new EventTarget(), {
    controller: {},
    register: vi.fn(() => Promise.resolve(registration)),
  })
  vi.stubGlobal('navigator', { serviceWorker: container })
  return { told, registration, container }
}

afterEach(() => vi.unstubAllGlobals())

describe('a new version of the client', () => {
  it('takes over when this window is not in a call', async () => {
    const { told, container } = browser()
    registerServiceWorker({ isInCall: () => false })
    await vi.waitFor(() => expect(told).toEqual([{ type: 'activate' }]))
    expect(container.register).toHaveBeenCalledWith('/sw.js')
  })

  it('waits while this window is in a call, and takes over when it is looked at after it', async () => {
    const { told, registration } = browser()
    let inCall = true
    registerServiceWorker({ isInCall: () => inCall })
    await Promise.resolve()
    await Promise.resolve()
    document.dispatchEvent(new Event('visibilitychange'))
    await vi.waitFor(() => expect(registration.update).toHaveBeenCalled())
    expect(told).toEqual([])
    inCall = false
    document.dispatchEvent(new Event('visibilitychange'))
    expect(told).toEqual([{ type: 'activate' }])
  })

  it('takes over once it has been fetched', async () => {
    const { told, registration } = browser(false)
    registerServiceWorker({ isInCall: () => false })
    await Promise.resolve()
    await Promise.resolve()
    registration.installing = new EventTarget()
    registration.dispatchEvent(new Event('updatefound'))
    registration.waiting = { postMessage: (message: unknown) => told.push(message) }
    registration.installing.dispatchEvent(new Event('statechange'))
    expect(told).toEqual([{ type: 'activate' }])
  })

  it('tells the worker that asks whether this window is in a call', async () => {
    const { container } = browser()
    registerServiceWorker({ isInCall: () => true })
    const port = { postMessage: vi.fn() }
    container.dispatchEvent(
      Object.assign(new Event('message'), { data: { type: 'in_call?' }, ports: [port] }),
    )
    expect(port.postMessage).toHaveBeenCalledWith(true)
  })

  it('does nothing in a browser that has none', () => {
    vi.stubGlobal('navigator', {})
    expect(() => registerServiceWorker({ isInCall: () => false })).not.toThrow()
  })
})
