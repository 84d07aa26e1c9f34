/** Ties what the server tells to what the screens have fetched. */
import type { QueryClient } from '@tanstack/react-query'
import { live } from '@/state/live'

/** Refreshes what an event made old; ends with the returned function. */
export function followEvents(queries: QueryClient): () => void {
  const renew = (...keys: string[]) => {
    for (const key of keys) void queries.invalidateQueries({ queryKey: [key] })
  }
  const ends = [
    live.on('resync', () => void queries.invalidateQueries()),
    live.on('contact.changed', () => renew('contacts')),
    live.on('contact.request', () => renew('contact-requests', 'contacts')),
    live.on('history.changed', () => renew('history')),
  ]
  return () => {
    for (const end of ends) end()
  }
}
