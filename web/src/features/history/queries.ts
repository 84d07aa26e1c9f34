/** What the server knows of past calls. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { answer, http } from '@/protocol/http'

export type HistoryFilter = 'all' | 'missed'

const PAGE = 40

/** The calls, page after page (CAL-12). */
export function useHistory(filter: HistoryFilter, q: string, person: string | null = null) {
  return useInfiniteQuery({
    queryKey: ['history', filter, q, person],
    queryFn: ({ pageParam }) =>
      answer(
        http.GET('/api/history', {
          params: {
            query: { filter, q, offset: pageParam, limit: PAGE, ...(person ? { person_id: person } : {}) },
          },
        }),
      ),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const fetched = pages.reduce((sum, { items }) => sum + items.length, 0)
      return fetched < last.total ? fetched : undefined
    },
    placeholderData: keepPreviousData,
  })
}

/** How many missed calls nobody has looked at yet. */
export function useUnseenCalls(): number {
  const { data } = useQuery({
    queryKey: ['history', 'unseen'],
    queryFn: () => answer(http.GET('/api/history', { params: { query: { limit: 1 } } })),
    select: ({ unseen }) => unseen,
  })
  return data ?? 0
}

/** Says that the missed calls have been seen. */
export async function markSeen(): Promise<void> {
  await answer(http.POST('/api/history/seen'))
}
