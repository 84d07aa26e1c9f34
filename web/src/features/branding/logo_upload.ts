/** The logo on its way to the server (ADM-2). */
import { answer, csrfToken, http, Refusal } from '@/protocol/http'
import type { Branding } from '@/protocol/types'

/** What the server takes, at most (bytes). */
const MAX_BYTES = 1024 * 1024

export const ACCEPTED = ['image/svg+xml', 'image/png', 'image/jpeg']

/** Why a file can not be a logo, before it is sent; whether it can be read only the server can tell. */
export function faultOf(file: Pick<File, 'type' | 'name' | 'size'>): 'too_large' | 'wrong_type' | null {
  // Some systems give an SVG file no type.
  const known = ACCEPTED.includes(file.type) || /\.(svg|png|jpe?g)$/i.test(file.name)
  if (!known) return 'wrong_type'
  return file.size > MAX_BYTES ? 'too_large' : null
}

/** Makes a file the logo; the file itself is the body. Throws a Refusal. */
export async function uploadLogo(file: Blob): Promise<Branding> {
  let response: Response
  try {
    response = await fetch('/api/administration/branding/logo', {
      method: 'PUT',
      body: file,
      headers: {
        'Content-Type': file.type || 'application/octet-stream',
        'X-CSRFToken': csrfToken(),
        'Accept-Language': document.documentElement.lang || 'nl',
      },
    })
  } catch {
    throw Refusal.unreachable()
  }
  const body: unknown = await response.json().catch(() => null)
  if (!response.ok) throw Refusal.from(response.status, body)
  return body as Branding
}

export function removeLogo(): Promise<Branding> {
  return answer(http.DELETE('/api/administration/branding/logo'))
}
