/** Recordings of prompts on their way to the server and to the ear (CNF-2). */
import { answer, csrfToken, http, Refusal } from '@/protocol/http'
import type { ConferencePrompt, Language } from '@/protocol/types'

/** What the server takes, at most (bytes). */
export const MAX_BYTES = 30 * 1024 * 1024

/** Why a file can not be a recording, before it is sent; whether it is sound only the server can tell. */
export function faultOf({ size }: Pick<Blob, 'size'>): 'empty_file' | 'too_large' | null {
  if (size === 0) return 'empty_file'
  return size > MAX_BYTES ? 'too_large' : null
}

/** Where a prompt can be heard; `version` changes when its sound does. */
export function soundOf(language: Language, name: string, version: number): string {
  return `/api/conference-prompts/${language}/${encodeURIComponent(name)}.wav?v=${version}`
}

/** Replaces a prompt; the file itself is the body. Returns all prompts; throws a Refusal. */
export async function uploadPrompt(
  language: Language,
  name: string,
  file: Blob,
): Promise<ConferencePrompt[]> {
  let response: Response
  try {
    response = await fetch(`/api/conference-prompts/${language}/${encodeURIComponent(name)}`, {
      method: 'PUT',
      body: file,
      headers: {
        'Content-Type': 'audio/wav',
        'X-CSRFToken': csrfToken(),
        'Accept-Language': document.documentElement.lang || 'nl',
      },
    })
  } catch {
    throw Refusal.unreachable()
  }
  const body: unknown = await response.json().catch(() => null)
  if (!response.ok) throw Refusal.from(response.status, body)
  return body as ConferencePrompt[]
}

/** Goes back to the prompt of the product; returns all prompts. */
export function restorePrompt(language: Language, name: string): Promise<ConferencePrompt[]> {
  const params = { path: { language, name } }
  return answer(http.DELETE('/api/conference-prompts/{language}/{name}', { params }))
}
