import { afterEach, describe, expect, it, vi } from 'vitest'
import { type AttentionItem, attention, countOf, marked, ordered } from './attention'

const waiting: AttentionItem = { id: 'g', kind: 'waiting', name: 'Dirk', href: '/wachtkamer' }
const missed: AttentionItem = { id: 'missed', kind: 'missed_call', count: 3, href: '/oproepen' }
const visitor: AttentionItem = { id: 'v', kind: 'visitor', name: 'Els' }

afterEach(() => {
  for (const source of ['a', 'b']) attention.set(source, [])
})

describe('what asks attention (DSK-2)', () => {
  it('has the most urgent first, and of one kind who came first', () => {
    const second = { ...waiting, id: 'h' }
    expect(ordered([missed, waiting, second, visitor])).toEqual([visitor, waiting, second, missed])
  })

  it('counts what stands for several', () => {
    expect(countOf([missed, waiting])).toBe(4)
    expect(countOf([missed, waiting], ['waiting'])).toBe(1)
    expect(countOf([missed, waiting], [])).toBe(0)
    expect(countOf([])).toBe(0)
  })

  it('is what all sources say last', () => {
    attention.set('a', [missed])
    attention.set('b', [waiting])
    expect(attention.items.get()).toEqual([waiting, missed])
    attention.set('a', [{ ...missed, count: 1 }])
    expect(countOf(attention.items.get())).toBe(2)
    attention.set('b', [])
    expect(attention.items.get()).toEqual([{ ...missed, count: 1 }])
  })

  it('is forgotten when somebody else signs in', () => {
    attention.set('a', [missed])
    attention.clear()
    expect(attention.items.get()).toEqual([])
    attention.set('b', [waiting])
    expect(attention.items.get()).toEqual([waiting])
  })

  it('tells nobody of a source that had nothing and has nothing', () => {
    const follower = vi.fn()
    const end = attention.items.subscribe(follower)
    attention.set('a', [])
    expect(follower).not.toHaveBeenCalled()
    end()
  })
})

describe('the title of the window (DSK-2)', () => {
  it.each([
    ['Start · Oogcontact', 0, 'Start · Oogcontact'],
    ['Start · Oogcontact', 2, '(2) Start · Oogcontact'],
    ['(2) Start · Oogcontact', 3, '(3) Start · Oogcontact'],
    ['(99+) Start · Oogcontact', 0, 'Start · Oogcontact'],
    ['Start', 100, '(99+) Start'],
    ['(oud) Start', 1, '(1) (oud) Start'],
    ['📞 Bram belt u', 1, '📞 Bram belt u'],
  ])('%s with %i is %s', (title, count, expected) => {
    expect(marked(title, count)).toBe(expected)
  })

  it('marked twice is marked once', () => {
    expect(marked(marked('Start', 7), 7)).toBe('(7) Start')
  })
})
