/** Keeps what visitors left among what asks attention (BTN-4, DSK-2). */
import { answer, http } from '@/protocol/http'
import { attention } from '@/state/attention'
import { live } from '@/state/live'
import { session } from '@/state/session'

/** Begins to follow; ends with the returned function. */
export function followVisitorMessages(): () => void {
  const { person } = session.get()
  if (person === null || person.role === 'client') return () => {}
  const renew = () => {
    const query = { filter: 'open', limit: 1 } as const
    answer(http.GET('/api/visitor-messages', { params: { query } })).then(
      ({ total }) =>
        attention.set(
          'visitor_messages',
          total > 0 ? [{ id: 'open', kind: 'message', count: total, href: '/berichten' }] : [],
        ),
      // Not reached: it is asked again when the way is open.
      () => null,
    )
  }
  const ends = [live.on('opened', renew), live.on('visitor_message.changed', renew)]
  return () => {
    for (const end of ends) end()
  }
}
