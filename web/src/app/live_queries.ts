/** Ties what the server tells to what the screens have fetched. */
import type { QueryClient } from '@tanstack/react-query'
import { followConferences } from '@/features/conferences'
import { followWaitingRoom } from '@/features/waiting_room'
import { followVisitorMessages } from '@/features/website_button'
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
    live.on('visitor_message.changed', () => renew('visitor-messages')),
    live.on('history.changed', () => renew('history')),
    live.on('appointment.changed', () => renew('appointments')),
    live.on('agenda.changed', () => renew('appointments', 'agendas')),
    followConferences(queries),
    followWaitingRoom(queries),
    followVisitorMessages(),
  ]
  return () => {
    for (const end of ends) end()
  }
}
