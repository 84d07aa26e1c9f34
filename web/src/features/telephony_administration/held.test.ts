import { describe, expect, it } from 'vitest'
import type { HeldConference } from '@/protocol/types'
import { type Attendance, byDay, inOrder, secondsOf, whoOf } from './held'

const attendance = (change: Partial<Attendance>): Attendance => ({
  name: '',
  number: '',
  kind: 'telephone',
  moderator: false,
  invited: false,
  joined_at: '2026-03-02T13:00:00Z',
  left_at: null,
  ...change,
})

const held = (id: string, started_at: string): HeldConference => ({
  id,
  started_at,
  ended_at: null,
  attendances: [],
})

describe('the history of conferences', () => {
  it('puts those of one day together and keeps their order', () => {
    const days = byDay(
      [
        held('c', '2026-03-02T15:00:00Z'),
        held('b', '2026-03-02T09:00:00Z'),
        held('a', '2026-03-01T09:00:00Z'),
      ],
      (at) => at.slice(0, 10),
    )
    expect(days.map(([day, items]) => [day, items.map(({ id }) => id)])).toEqual([
      ['2026-03-02', ['c', 'b']],
      ['2026-03-01', ['a']],
    ])
    expect(byDay([], String)).toEqual([])
  })

  it('tells how long, and nothing while it goes on', () => {
    expect(secondsOf('2026-03-02T13:00:00Z', '2026-03-02T13:42:03Z')).toBe(2523)
    expect(secondsOf('2026-03-02T13:00:00Z', null)).toBeNull()
    expect(secondsOf('2026-03-02T13:00:00Z', '2026-03-02T12:59:59Z')).toBe(0)
  })

  it('tells who by his name, else by his number', () => {
    expect(whoOf({ name: 'Anna', number: '06' })).toBe('Anna')
    expect(whoOf({ name: '', number: '06' })).toBe('06')
    expect(whoOf({ name: '', number: '' })).toBe('')
  })

  it('tells people in the order in which they came', () => {
    const first = attendance({ number: '1', joined_at: '2026-03-02T13:00:00.5Z' })
    const second = attendance({ number: '2', joined_at: '2026-03-02T13:01:00Z' })
    expect(inOrder([second, first])).toEqual([first, second])
  })
})
