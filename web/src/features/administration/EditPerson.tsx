import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, http } from '@/protocol/http'
import type { ListedPerson } from '@/protocol/types'
import { refreshSession, session } from '@/state/session'
import { Button, Dialog, Form, SubmitButton, TextField, toast } from '@/ui'
import styles from './People.module.css'
import type { Role } from './people'
import { renewPeople } from './people_commands'
import { RoleChoice } from './RoleChoice'

interface EditPersonProps {
  person: ListedPerson
  onClose: () => void
}

/** ADM-1: another role, function or extension. */
export function EditPerson({ person, onClose }: EditPersonProps) {
  const { t } = useTranslation(['administration', 'common'])
  const queries = useQueryClient()
  const [role, setRole] = useState<Role>(person.role)

  async function save(data: Record<string, string>) {
    const params = { path: { person_id: person.id } }
    const body = { role, function: data.function ?? '', extension: data.extension ?? '' }
    const changed = await answer(http.PATCH('/api/administration/people/{person_id}', { params, body }))
    toast(t('person.saved', { name: person.name }))
    onClose()
    await renewPeople(queries, changed)
    if (person.id === session.get().person?.id) await refreshSession()
  }

  return (
    <Dialog title={t('person.edit_title', { name: person.name })} isOpen onClose={onClose}>
      <Form onSubmit={save}>
        <RoleChoice value={role} onChange={setRole} />
        <div className={styles.pair}>
          <TextField
            label={t('people.function')}
            name="function"
            defaultValue={person.function}
            autoComplete="off"
            maxLength={80}
          />
          <TextField
            label={t('people.extension')}
            description={t('person.extension_help')}
            name="extension"
            defaultValue={person.extension}
            inputMode="numeric"
            autoComplete="off"
            maxLength={10}
          />
        </div>
        <div className={styles.ways}>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <SubmitButton>{t('common:save')}</SubmitButton>
        </div>
      </Form>
    </Dialog>
  )
}
