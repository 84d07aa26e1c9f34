/** What the server knows of the branding, and what it makes of what has not been saved yet. */
import { keepPreviousData, type QueryClient, useQuery } from '@tanstack/react-query'
import { answer, http, oncePerClick } from '@/protocol/http'
import type { Branding, Language } from '@/protocol/types'
import type { Fields } from './branding_fields'

const KEY = ['branding']

export function useBranding() {
  return useQuery({ queryKey: KEY, queryFn: () => answer(http.GET('/api/administration/branding')) })
}

/** Shows the branding that a command has answered. */
export function keepBranding(queries: QueryClient, branding: Branding): void {
  queries.setQueryData(KEY, branding)
}

export function saveBranding(changes: Partial<Fields>): Promise<Branding> {
  return answer(http.PATCH('/api/administration/branding', { body: changes }))
}

/** What a colour "#rrggbb" becomes; what another one became until that is known. */
export function usePalette(colour: string | null) {
  return useQuery({
    queryKey: ['branding-palette', colour],
    queryFn: () =>
      answer(
        http.GET('/api/administration/branding/palette', { params: { query: { colour: colour ?? '' } } }),
      ),
    enabled: colour !== null,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  })
}

/** The mail with this text; the one before stays in view meanwhile. */
export function usePreview(language: Language, text: string) {
  return useQuery({
    queryKey: ['branding-preview', language, text],
    queryFn: () => answer(http.POST('/api/administration/branding/preview', { body: { language, text } })),
    placeholderData: keepPreviousData,
  })
}

/** Mails this text to who asks for it; returns to which address. */
export async function sendTestMail(language: Language, text: string): Promise<string> {
  const sent = await answer(
    http.POST('/api/administration/branding/test-mail', {
      body: { language, text },
      headers: oncePerClick(),
    }),
  )
  return sent.to
}
