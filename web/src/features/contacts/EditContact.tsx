import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, http } from '@/protocol/http'
import type { Contact } from '@/protocol/types'
import { Button, Dialog, DialogActions, Form, SubmitButton, TextField } from '@/ui'
import { changesOf } from './changes'
import { type EditedNumber, NumberFields, toNumbers } from './NumberFields'

interface EditContactProps {
  contact: Contact
  isOpen: boolean
  onClose: () => void
}

/** Changes what is one's own: of a person with an account only the note, since he keeps his own details (CON-2). */
export function EditContact({ contact, isOpen, onClose }: EditContactProps) {
  const { t } = useTranslation('contacts')
  const title = contact.person_id === null ? t('edit.title') : t('edit.note_title', { name: contact.name })
  return (
    <Dialog title={title} isOpen={isOpen} onClose={onClose}>
      <Details contact={contact} onClose={onClose} />
    </Dialog>
  )
}

function Details({ contact, onClose }: Omit<EditContactProps, 'isOpen'>) {
  const { t } = useTranslation(['contacts', 'common'])
  const queries = useQueryClient()
  const [numbers, setNumbers] = useState<EditedNumber[]>(contact.numbers)
  const plain = contact.person_id === null
  const save = async (data: Record<string, string>) => {
    const body = changesOf(contact, plain ? { ...data, numbers: toNumbers(numbers) } : { note: data.note })
    if (Object.keys(body).length > 0) {
      const params = { path: { contact_id: contact.id } }
      await answer(http.PATCH('/api/contacts/{contact_id}', { params, body }))
      await queries.invalidateQueries({ queryKey: ['contacts'] })
    }
    onClose()
  }
  return (
    <Form onSubmit={save}>
      {plain && (
        <>
          <TextField
            label={t('new.name')}
            name="name"
            defaultValue={contact.name}
            isRequired
            maxLength={120}
          />
          <TextField
            label={t('new.function')}
            name="function"
            defaultValue={contact.function}
            maxLength={80}
          />
          <NumberFields numbers={numbers} onChange={setNumbers} />
          <TextField
            label={t('details.email')}
            name="email"
            type="email"
            defaultValue={contact.email}
            // The request went to this address.
            isReadOnly={contact.request !== 'none'}
          />
        </>
      )}
      <TextField
        label={t('details.note')}
        name="note"
        defaultValue={contact.note}
        description={t('details.note_about')}
        multiline
        maxLength={2000}
        autoFocus={!plain}
      />
      <DialogActions>
        <Button onPress={onClose}>{t('common:cancel')}</Button>
        <SubmitButton>{t('common:save')}</SubmitButton>
      </DialogActions>
    </Form>
  )
}
