/** The conferences that I steer, as the server keeps them. */
import { useQuery } from '@tanstack/react-query'
import { answer, http } from '@/protocol/http'
import { live } from '@/state/live'
import { useStore } from '@/ui'
import { CONFERENCES } from './conference_cache'

/** The list; asked for once the way of the events is open (or does not open), so that nothing falls in between. */
export function useConferences() {
  const connecting = useStore(live.status, (status) => status === 'connecting')
  return useQuery({
    queryKey: CONFERENCES,
    queryFn: () => answer(http.GET('/api/conferences')),
    enabled: !connecting,
  })
}
