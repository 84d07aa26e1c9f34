import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, http } from '@/protocol/http'
import type { Contact } from '@/protocol/types'
import { Button, Dialog, DialogActions, Form, SubmitButton, TextField } from '@/ui'
import { type EditedNumber, NumberFields, toNumbers } from './NumberFields'

interface EditContactProps {
  contact: Contact
  isOpen: boolean
  onClose: () => void
}

/** Changes the plain details of a contact of one's own. */
export function EditContact({ contact, isOpen, onClose }: EditContactProps) {
  const { t } = useTranslation(['contacts', 'common'])
  const queries = useQueryClient()
  const [numbers, setNumbers] = useState<EditedNumber[]>(contact.numbers)
  return (
    <Dialog title={t('edit.title')} isOpen={isOpen} onClose={onClose}>
      <Form
        onSubmit={async ({ name = '', function: job = '', email = '', note = '' }) => {
          const body = { name, function: job, email, note, numbers: toNumbers(numbers) }
          await answer(
            http.PATCH('/api/contacts/{contact_id}', { params: { path: { contact_id: contact.id } }, body }),
          )
          await queries.invalidateQueries({ queryKey: ['contacts'] })
          onClose()
        }}
      >
        <TextField label={t('new.name')} name="name" defaultValue={contact.name} isRequired maxLength={120} />
        <TextField
          label={t('new.function')}
          name="function"
          defaultValue={contact.function}
          maxLength={120}
        />
        <NumberFields numbers={numbers} onChange={setNumbers} />
        <TextField label={t('details.email')} name="email" type="email" defaultValue={contact.email} />
        <TextField
          label={t('details.note')}
          name="note"
          defaultValue={contact.note}
          multiline
          maxLength={2000}
        />
        <DialogActions>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <SubmitButton>{t('common:save')}</SubmitButton>
        </DialogActions>
      </Form>
    </Dialog>
  )
}
