/** The commands of ADM-1 over HTTP, and the list that they change. */
import { keepPreviousData, type QueryClient, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { answer, http } from '@/protocol/http'
import type { ListedPerson } from '@/protocol/types'
import type { Act } from './people'

const KEY = 'people'

/** Somebody who types is not asked for after each letter (milliseconds). */
const TYPING = 250

/** The people whose name or address has each word of `query`. */
export function usePeople(query: string) {
  const [q, setQ] = useState(query)
  useEffect(() => {
    const timer = setTimeout(() => setQ(query.trim()), TYPING)
    return () => clearTimeout(timer)
  }, [query])
  return useQuery({
    queryKey: [KEY, q],
    queryFn: () => answer(http.GET('/api/administration/people', { params: { query: { q } } })),
    placeholderData: keepPreviousData,
  })
}

/** Puts a changed person in every list that shows him, and has the lists fetched anew. */
export function renewPeople(queries: QueryClient, changed?: ListedPerson): Promise<void> {
  if (changed) {
    queries.setQueriesData<ListedPerson[]>({ queryKey: [KEY] }, (old) =>
      old?.map((person) => (person.id === changed.id ? changed : person)),
    )
  }
  return queries.invalidateQueries({ queryKey: [KEY] })
}

/** Carries out an act; returns the person after it. */
export function carryOut(act: Act, person_id: string): Promise<ListedPerson> {
  const params = { path: { person_id } }
  switch (act) {
    case 'resend':
      return answer(http.POST('/api/administration/people/{person_id}/resend', { params }))
    case 'withdraw':
      return answer(http.POST('/api/administration/people/{person_id}/withdraw', { params }))
    case 'reset_two_factor':
      return answer(http.POST('/api/administration/people/{person_id}/reset-two-factor', { params }))
    default:
      return answer(
        http.PATCH('/api/administration/people/{person_id}', { params, body: { blocked: act === 'block' } }),
      )
  }
}
