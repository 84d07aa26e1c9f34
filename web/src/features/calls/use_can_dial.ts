import { useQuery } from '@tanstack/react-query'
import { answer, http } from '@/protocol/http'

/** Whether telephone numbers can be called: the organisation has a trunk that carries calls out. */
export function useCanDial(): boolean {
  const { data } = useQuery({
    queryKey: ['telephone-calls'],
    queryFn: () => answer(http.GET('/api/telephone-calls')),
    staleTime: 60_000,
  })
  return data?.possible === true
}
