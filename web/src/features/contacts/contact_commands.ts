/** What the buttons beside a contact do, and what they say about it. */
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answer, http } from '@/protocol/http'
import type { Contact } from '@/protocol/types'
import { toast } from '@/ui'

/** CON-2: so long a deleted contact can be brought back (seconds). */
const RESTORABLE = 10

export interface ContactCommands {
  /** Takes the contact off the list; throws the refusal. */
  remove: () => Promise<void>
  /** Makes it a favourite, or no favourite any more. */
  favour: () => Promise<void>
}

/** The commands of one contact; `onRemoved` is called when it has left the list. */
export function useContactCommands(contact: Contact, onRemoved: () => void): ContactCommands {
  const { t } = useTranslation(['contacts', 'common'])
  const queries = useQueryClient()
  const params = { path: { contact_id: contact.id } }
  const renew = () => queries.invalidateQueries({ queryKey: ['contacts'] })

  const restore = async () => {
    try {
      await answer(http.POST('/api/contacts/{contact_id}/restore', { params }))
    } catch (error) {
      toast((error as Error).message, { tone: 'danger' })
    }
    await renew()
  }
  return {
    async remove() {
      await answer(http.DELETE('/api/contacts/{contact_id}', { params }))
      onRemoved()
      toast(t('delete.done', { name: contact.name }), {
        seconds: RESTORABLE,
        action: { label: t('common:undo'), onPress: () => void restore() },
      })
      await renew()
    },
    async favour() {
      try {
        if (contact.favourite) await answer(http.DELETE('/api/contacts/{contact_id}/favourite', { params }))
        else await answer(http.PUT('/api/contacts/{contact_id}/favourite', { params }))
      } catch (error) {
        toast((error as Error).message, { tone: 'danger' })
      }
      await renew()
    },
  }
}
