import { QueryClient } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'
import type { Conference } from '@/protocol/types'
import { CONFERENCES, steer, withLive, withTalking } from './conference_cache'
import { conferenceOf, goingOn, participant } from './fixtures'

const other = conferenceOf(null, 'board')

describe('the conferences in the cache (CNF-7)', () => {
  it('takes the whole new state of the one that was told of', () => {
    const live = goingOn([participant('a')])
    const [team, board] = withLive([conferenceOf(null), other], 'team', live)
    expect(team?.live).toBe(live)
    expect(board).toBe(other)
    expect(withLive([conferenceOf(live)], 'team', null)[0]?.live).toBeNull()
  })

  it('marks who talks, and leaves the others as they are', () => {
    const [a, b] = [participant('a'), participant('b')]
    const [team] = withTalking([conferenceOf(goingOn([a, b]))], 'team', ['b', 'gone'])
    expect(team?.live?.participants[0]).toBe(a)
    expect(team?.live?.participants[1]?.talking).toBe(true)
    expect(withTalking([other], 'board', ['b'])[0]).toBe(other)
  })

  it('takes the answer of a command as the new state', async () => {
    const queries = new QueryClient()
    queries.setQueryData<Conference[]>(CONFERENCES, [conferenceOf(null), other])
    const answered = conferenceOf(goingOn([participant('a', { muted: true })]))
    await steer(queries, 'team', async () => answered)
    expect(queries.getQueryData<Conference[]>(CONFERENCES)).toEqual([answered, other])
  })
})
