/** What the server knows of telephony and of telephone conferences, and the commands that change it. */
import { type QueryClient, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { answer, http } from '@/protocol/http'
import type { ConferenceAccount, ConferencePrompt, Language, PhoneNumber, Trunk } from '@/protocol/types'

/** A provider answers at any moment: while the page is open its answer is asked for so often (milliseconds). */
const REFRESH = 5_000

/** Conferences that were held come by so many. */
const PAGE = 25

const STATE = ['telephony', 'state']
const TRUNKS = ['telephony', 'trunks']
const NUMBERS = ['telephony', 'numbers']
const ACCOUNTS = ['conference-accounts']

/** Whether calls can come in. */
export function useTelephoneState() {
  return useQuery({
    queryKey: STATE,
    queryFn: () => answer(http.GET('/api/telephony/state')),
    refetchInterval: REFRESH,
  })
}

/** The lines, and how each stands. */
export function useTrunks() {
  return useQuery({
    queryKey: TRUNKS,
    queryFn: () => answer(http.GET('/api/telephony/trunks')),
    refetchInterval: REFRESH,
  })
}

export function useNumbers() {
  return useQuery({ queryKey: NUMBERS, queryFn: () => answer(http.GET('/api/telephony/numbers')) })
}

export function useAccounts() {
  return useQuery({ queryKey: ACCOUNTS, queryFn: () => answer(http.GET('/api/conference-accounts')) })
}

/** The conferences that were held on an account, page after page. */
export function useHeld(account_id: string) {
  return useInfiniteQuery({
    queryKey: [...ACCOUNTS, account_id, 'history'],
    queryFn: ({ pageParam }) =>
      answer(
        http.GET('/api/conference-accounts/{account_id}/history', {
          params: { path: { account_id }, query: { offset: pageParam, limit: PAGE } },
        }),
      ),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const fetched = pages.reduce((sum, { items }) => sum + items.length, 0)
      return fetched < last.total ? fetched : undefined
    },
  })
}

/** All that telephones say in a language. */
export function usePrompts(language: Language) {
  return useQuery({
    queryKey: promptsKey(language),
    queryFn: () => answer(http.GET('/api/conference-prompts/{language}', { params: { path: { language } } })),
  })
}

export async function removeTrunk(queries: QueryClient, { id }: Trunk): Promise<void> {
  const params = { path: { trunk_id: id } }
  queries.setQueryData(TRUNKS, await answer(http.DELETE('/api/telephony/trunks/{trunk_id}', { params })))
}

export async function removeNumber(queries: QueryClient, { id }: PhoneNumber): Promise<void> {
  const params = { path: { number_id: id } }
  queries.setQueryData(NUMBERS, await answer(http.DELETE('/api/telephony/numbers/{number_id}', { params })))
}

export async function removeAccount(queries: QueryClient, { id }: ConferenceAccount): Promise<void> {
  const params = { path: { account_id: id } }
  queries.setQueryData(
    ACCOUNTS,
    await answer(http.DELETE('/api/conference-accounts/{account_id}', { params })),
  )
}

export function renewTrunks(queries: QueryClient): Promise<void> {
  return queries.invalidateQueries({ queryKey: TRUNKS })
}

/** An account shows its number, so that both are fetched anew. */
export async function renewNumbers(queries: QueryClient): Promise<void> {
  await Promise.all([queries.invalidateQueries({ queryKey: NUMBERS }), renewAccounts(queries)])
}

export function renewAccounts(queries: QueryClient): Promise<void> {
  return queries.invalidateQueries({ queryKey: ACCOUNTS })
}

/** Shows the prompts that a command has answered. */
export function keepPrompts(queries: QueryClient, language: Language, prompts: ConferencePrompt[]): void {
  queries.setQueryData(promptsKey(language), prompts)
}

function promptsKey(language: Language): string[] {
  return ['conference-prompts', language]
}
