/** django-allauth's own API for signing in, second factors, passwords and e-mail addresses. */
import { csrfToken } from './http'
import { Refusal, type RefusedField } from './refusal'

export interface AllauthAnswer {
  status: number
  data: unknown
  meta: Record<string, unknown>
  errors: RefusedField[]
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * Asks `path` below `/_allauth/browser/v1/`. Its answers 400, 401, 403, 409 and 410 are part of the conversation and are
 * returned; a server that is not reached, too many tries and faults throw a `Refusal`.
 */
export async function allauth(
  method: Method,
  path: string,
  body?: object,
  headers: Record<string, string> = {},
): Promise<AllauthAnswer> {
  let response: Response
  try {
    response = await fetch(`/_allauth/browser/v1/${path}`, {
      method,
      headers: {
        ...headers,
        'Content-Type': 'application/json',
        'X-CSRFToken': csrfToken(),
        'Accept-Language': document.documentElement.lang || 'nl',
      },
      body: body === undefined ? null : JSON.stringify(body),
    })
  } catch {
    throw Refusal.unreachable()
  }
  const answer: unknown = await response.json().catch(() => null)
  if (response.status === 429 || response.status >= 500) throw Refusal.from(response.status, answer)
  const { data = null, meta = {}, errors } = (answer ?? {}) as Partial<AllauthAnswer>
  return {
    status: response.status,
    data,
    meta,
    errors: (errors ?? []).map((error) => ({ ...error, param: error.param ?? null })),
  }
}
