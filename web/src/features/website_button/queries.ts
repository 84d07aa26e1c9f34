/** What the server knows of the buttons and of what visitors left, and the commands that change it. */
import { type QueryClient, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { answer, http } from '@/protocol/http'
import type { VisitorMessage, WebsiteButton } from '@/protocol/types'

const BUTTONS = ['website-buttons']
const MESSAGES = ['visitor-messages']

/** What visitors left comes by so many. */
const PAGE = 50

export function useWebsiteButtons() {
  return useQuery({ queryKey: BUTTONS, queryFn: () => answer(http.GET('/api/administration/buttons')) })
}

export async function removeButton(queries: QueryClient, { id }: WebsiteButton): Promise<void> {
  const params = { path: { button_id: id } }
  queries.setQueryData(
    BUTTONS,
    await answer(http.DELETE('/api/administration/buttons/{button_id}', { params })),
  )
}

export function renewButtons(queries: QueryClient): Promise<void> {
  return queries.invalidateQueries({ queryKey: BUTTONS })
}

/** What visitors left, page after page. */
export function useVisitorMessages(filter: 'open' | 'all') {
  return useInfiniteQuery({
    queryKey: [...MESSAGES, filter],
    queryFn: ({ pageParam }) =>
      answer(
        http.GET('/api/visitor-messages', { params: { query: { filter, offset: pageParam, limit: PAGE } } }),
      ),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const fetched = pages.reduce((sum, { items }) => sum + items.length, 0)
      return fetched < last.total ? fetched : undefined
    },
  })
}

/** Says that a message has been dealt with, or not after all. */
export async function setHandled(
  queries: QueryClient,
  { id }: VisitorMessage,
  handled: boolean,
): Promise<void> {
  const params = { path: { message_id: id } }
  await answer(http.PUT('/api/visitor-messages/{message_id}/handled', { params, body: { handled } }))
  await queries.invalidateQueries({ queryKey: MESSAGES })
}
