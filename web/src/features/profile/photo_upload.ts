/** The photo on its way to the server (PRO-1). */
import { answer, http } from '@/protocol/http'
import type { Me } from '@/protocol/types'

/** What the server takes, at most (bytes). */
export const MAX_BYTES = 10 * 1024 * 1024

export const ACCEPTED = ['image/jpeg', 'image/png', 'image/webp', 'image/heic', 'image/heif']

/** Why a file can not be a photo, before anything is done with it. */
export function faultOf(file: Blob & { name?: string }): 'too_large' | 'wrong_type' | null {
  // Some systems give a HEIC file no type.
  const known = ACCEPTED.includes(file.type) || /\.(jpe?g|png|webp|heic|heif)$/i.test(file.name ?? '')
  if (!known) return 'wrong_type'
  return file.size > MAX_BYTES ? 'too_large' : null
}

export function uploadPhoto(photo: Blob): Promise<Me> {
  const form = new FormData()
  form.set('photo', photo, 'photo')
  return answer(http.POST('/api/me/photo', { body: { photo: '' }, bodySerializer: () => form }))
}

export function deletePhoto(): Promise<Me> {
  return answer(http.DELETE('/api/me/photo'))
}

/** The present photo in its largest size, so that removing it can be undone. */
export async function fetchPhoto(address: string): Promise<Blob | null> {
  try {
    const response = await fetch(address.replace(/\/\d+\.webp/, '/512.webp'))
    return response.ok ? await response.blob() : null
  } catch {
    return null
  }
}
