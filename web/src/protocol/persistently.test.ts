import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { persistently } from './persistently'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('loading a part of the app', () => {
  it('gives what was loaded at once', async () => {
    expect(await persistently(async () => 'page')).toBe('page')
  })

  it('tries again while the network changes', async () => {
    const load = vi.fn().mockRejectedValueOnce(new Error('changed')).mockResolvedValue('page')
    const loaded = persistently(load)
    await vi.runAllTimersAsync()
    expect(await loaded).toBe('page')
    expect(load).toHaveBeenCalledTimes(2)
  })

  it('gives up after some seconds, with the reason', async () => {
    const load = vi.fn().mockRejectedValue(new Error('gone'))
    const loaded = expect(persistently(load)).rejects.toThrow('gone')
    await vi.runAllTimersAsync()
    await loaded
    expect(load).toHaveBeenCalledTimes(4)
  })
})
