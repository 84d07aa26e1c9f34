/** The conferences that I steer, kept in step: by what the server tells, and by what commands answer (CNF-7). */
import type { QueryClient } from '@tanstack/react-query'
import type { Conference, LiveConference } from '@/protocol/types'
import { live } from '@/state/live'

export const CONFERENCES = ['conferences']

/** How often each conference has been told of: an answer that was overtaken by an event is older than that. */
const told = new Map<string, number>()

/** Puts what is told into the cache, until the returned function is called. */
export function followConferences(queries: QueryClient): () => void {
  let wasOpen = live.status.get() === 'open'
  const ends = [
    live.on('conference.changed', ({ account_id, live }) => {
      told.set(account_id, timesTold(account_id) + 1)
      put(queries, (old) => withLive(old, account_id, live))
      // What is on its way may be older than what was told just now.
      if (queries.isFetching({ queryKey: CONFERENCES }) > 0) renew(queries)
    }),
    live.on('conference.talking', ({ account_id, talking }) =>
      put(queries, (old) => withTalking(old, account_id, talking)),
    ),
    // These events are kept nowhere: after each break of the connection something may be missing.
    live.on('opened', () => {
      if (wasOpen) renew(queries)
      wasOpen = true
    }),
  ]
  return () => {
    for (const end of ends) end()
  }
}

/** Sends a command and takes its answer as the new state. */
export async function steer(
  queries: QueryClient,
  account: string,
  send: () => Promise<Conference>,
): Promise<void> {
  const before = timesTold(account)
  const answered = await send()
  if (timesTold(account) === before) put(queries, (old) => withAnswer(old, answered))
}

export function withLive(
  conferences: Conference[],
  account: string,
  live: LiveConference | null,
): Conference[] {
  return conferences.map((one) => (one.account_id === account ? { ...one, live } : one))
}

export function withTalking(conferences: Conference[], account: string, talking: string[]): Conference[] {
  const talks = new Set(talking)
  return conferences.map((one) => {
    if (one.account_id !== account || one.live === null) return one
    const participants = one.live.participants.map((participant) =>
      participant.talking === talks.has(participant.id)
        ? participant
        : { ...participant, talking: talks.has(participant.id) },
    )
    return { ...one, live: { ...one.live, participants } }
  })
}

export function withAnswer(conferences: Conference[], answered: Conference): Conference[] {
  return conferences.map((one) => (one.account_id === answered.account_id ? answered : one))
}

function timesTold(account: string): number {
  return told.get(account) ?? 0
}

function put(queries: QueryClient, change: (old: Conference[]) => Conference[]): void {
  queries.setQueryData<Conference[]>(CONFERENCES, (old) => old && change(old))
}

function renew(queries: QueryClient): void {
  void queries.invalidateQueries({ queryKey: CONFERENCES })
}
