/** Commands and questions over HTTP, typed by the API's schema (docs/protocol.md, "Commands"). */
import createClient from 'openapi-fetch'
import type { paths } from './api'
import { GUEST_HEADER, guestToken } from './identity'
import { Refusal } from './refusal'

export { Refusal } from './refusal'

const SAFE = new Set(['GET', 'HEAD'])

/** The token that every unsafe request carries; `GET /api/session` sets the cookie. */
export function csrfToken(): string {
  return /(?:^|; )csrftoken=([^;]*)/.exec(document.cookie)?.[1] ?? ''
}

/** The client of the API: `http.GET('/api/contacts', {params: {query: {section: 'all'}}})`. */
export const http = createClient<paths>({ baseUrl: location.origin, fetch: (request) => fetch(request) })

http.use({
  onRequest({ request }) {
    const token = guestToken()
    // A guest proves who he is by his link, in a header that no other site can send; he has no cookies.
    if (token) request.headers.set(GUEST_HEADER, token)
    else if (!SAFE.has(request.method)) request.headers.set('X-CSRFToken', csrfToken())
    request.headers.set('Accept-Language', document.documentElement.lang || 'nl')
    return request
  },
  onError() {
    return Refusal.unreachable()
  },
})

interface Answered<T> {
  data?: T
  error?: unknown
  response: Response
}

/** Waits for an answer and returns what it holds; throws a `Refusal` for anything but success. */
export async function answer<T>(request: Promise<Answered<T>>): Promise<T> {
  const { data, error, response } = await request
  if (!response.ok) throw Refusal.from(response.status, error)
  return data as T
}

/** The header that makes a repeated command one command: call it once for each click. */
export function oncePerClick(): { 'Idempotency-Key': string } {
  return { 'Idempotency-Key': crypto.randomUUID() }
}
