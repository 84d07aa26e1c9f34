import { describe, expect, it } from 'vitest'
import { happens, pause, within } from './waiting'

describe('NET-1: no step of the test is ever stuck', () => {
  it('tells what happened', async () => {
    expect(await happens<number>(new AbortController().signal, (happened) => happened(3))).toBe(3)
    expect(await within(new AbortController().signal, Promise.resolve(4))).toBe(4)
  })

  it('ends with the limit, also one that has passed', async () => {
    const limit = new AbortController()
    const waiting = Promise.all([
      happens(limit.signal, () => {}),
      within(limit.signal, new Promise(() => {})),
      pause(limit.signal, 3_600_000),
    ])
    limit.abort()
    expect(await waiting).toEqual([null, null, undefined])
    expect(await happens(limit.signal, (happened) => happened(1))).toBeNull()
  })

  it('passes on a failure', async () => {
    await expect(within(new AbortController().signal, Promise.reject(new Error('no')))).rejects.toThrow('no')
  })
})
