import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, http, oncePerClick } from '@/protocol/http'
import type { Language } from '@/protocol/types'
import { session } from '@/state/session'
import { Button, Dialog, Form, Select, SubmitButton, TextField, toast } from '@/ui'
import styles from './People.module.css'
import type { Role } from './people'
import { renewPeople } from './people_commands'
import { RoleChoice } from './RoleChoice'

/** ACC-2: adds a person, who gets a mail to choose a password. */
export function AddPerson({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['administration', 'common'])
  const queries = useQueryClient()
  const [role, setRole] = useState<Role>('agent')
  const [language, setLanguage] = useState<Language>(session.get().language)

  async function add(data: Record<string, string>) {
    const { first_name = '', last_name = '', email = '', extension = '' } = data
    const body = { first_name, last_name, email, function: data.function ?? '', extension, role, language }
    const person = await answer(http.POST('/api/administration/people', { body, headers: oncePerClick() }))
    toast(t('person.added', { name: person.name }))
    onClose()
    await renewPeople(queries)
  }

  return (
    <Dialog title={t('people.add')} isOpen onClose={onClose}>
      <Form onSubmit={add}>
        <div className={styles.pair}>
          <TextField
            label={t('person.first_name')}
            name="first_name"
            autoComplete="off"
            maxLength={60}
            isRequired
            autoFocus
          />
          <TextField
            label={t('person.last_name')}
            name="last_name"
            autoComplete="off"
            maxLength={80}
            isRequired
          />
        </div>
        <TextField
          label={t('person.email')}
          description={t('person.email_help')}
          name="email"
          type="email"
          autoComplete="off"
          autoCapitalize="none"
          maxLength={254}
          isRequired
        />
        <RoleChoice value={role} onChange={setRole} />
        <div className={styles.pair}>
          <TextField
            label={t('people.function')}
            description={t('person.function_help')}
            name="function"
            autoComplete="off"
            maxLength={80}
          />
          <TextField
            label={t('people.extension')}
            description={t('person.extension_help')}
            name="extension"
            inputMode="numeric"
            autoComplete="off"
            maxLength={10}
          />
        </div>
        <Select<Language>
          label={t('person.language')}
          options={[
            { value: 'nl', label: t('person.dutch') },
            { value: 'en', label: t('person.english') },
          ]}
          value={language}
          onChange={setLanguage}
        />
        <div className={styles.ways}>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <SubmitButton>{t('person.add')}</SubmitButton>
        </div>
      </Form>
    </Dialog>
  )
}
