/** In which language a guest is spoken to, also by telephone: the server keeps it with him. */
import { answer, http } from '@/protocol/http'
import type { Language } from '@/protocol/types'

export async function tellGuestLanguage(language: Language): Promise<void> {
  await answer(http.POST('/api/guest/language', { body: { language } }))
}
