import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NotConfirmed, succeeded, useReauthentication } from '@/features/accounts'
import { allauth } from '@/protocol/allauth'
import { answer, http } from '@/protocol/http'
import type { Language, Me } from '@/protocol/types'
import { refreshSession, session, setLanguage } from '@/state/session'
import { Card, Form, Select, Spinner, SubmitButton, TextField, toast, useStore } from '@/ui'
import { type Details, detailsOf, isChanged, phonesToSend } from '../details'
import { PendingAddress } from '../PendingAddress'
import { PhoneNumbers } from '../PhoneNumbers'
import { PhotoEditor } from '../PhotoEditor'
import { SettingsFrame } from '../SettingsFrame'
import styles from '../settings.module.css'
import { UnsavedChanges } from '../unsaved'

/** PRO-1: what others see of me, how they reach me, and my language. */
export default function MyDetails() {
  const { t } = useTranslation('profile')
  const person = useStore(session, (current) => current.person)
  return (
    <SettingsFrame title={t('sections.details')} intro={t('details.intro')}>
      {person === null ? (
        <Spinner />
      ) : (
        <>
          <PhotoEditor person={person} />
          <DetailsForm person={person} />
        </>
      )}
    </SettingsFrame>
  )
}

function DetailsForm({ person }: { person: Me }) {
  const { t } = useTranslation(['profile', 'common'])
  const [details, setDetails] = useState<Details>(() => detailsOf(person))
  const [asked, setAsked] = useState(0)
  const { run, dialog } = useReauthentication()
  const dirty = isChanged(details, person)
  const change = (changed: Partial<Details>) => setDetails({ ...details, ...changed })

  async function save() {
    const { first_name, last_name, language, email } = details
    const body = {
      first_name,
      last_name,
      language,
      function: details.function,
      phone_numbers: phonesToSend(details),
    }
    const me = await answer(http.PATCH('/api/me', { body }))
    if (language !== session.get().language) await setLanguage(language)
    await refreshSession()
    // What the server made of it, and the new address still in its field until it has been asked for.
    setDetails({ ...detailsOf(me), email })
    if (email.trim().toLowerCase() !== me.email) await changeAddress(email.trim(), me)
    toast(t('saved'))
  }

  async function changeAddress(email: string, me: Me) {
    try {
      succeeded(await run(() => allauth('POST', 'account/email', { email })))
      setAsked((old) => old + 1)
    } catch (error) {
      if (!(error instanceof NotConfirmed)) throw error
    }
    setDetails(detailsOf(me))
  }

  return (
    <>
      <Form onSubmit={save}>
        <Card title={t('details.about')}>
          <div className={styles.pair}>
            <TextField
              label={t('details.first_name')}
              name="first_name"
              value={details.first_name}
              onChange={(first_name) => change({ first_name })}
              autoComplete="given-name"
              maxLength={60}
              isRequired
            />
            <TextField
              label={t('details.last_name')}
              name="last_name"
              value={details.last_name}
              onChange={(last_name) => change({ last_name })}
              autoComplete="family-name"
              maxLength={80}
              isRequired
            />
          </div>
          <div className={styles.pair}>
            <TextField
              label={t('details.function')}
              description={t('details.function_help')}
              name="function"
              value={details.function}
              onChange={(value) => change({ function: value })}
              autoComplete="organization-title"
              maxLength={80}
            />
            <Select<Language>
              label={t('details.language')}
              description={t('details.language_help')}
              options={[
                { value: 'nl', label: t('details.dutch') },
                { value: 'en', label: t('details.english') },
              ]}
              value={details.language}
              onChange={(language) => change({ language })}
            />
          </div>
        </Card>
        <Card title={t('details.reach')}>
          <TextField
            label={t('details.email')}
            description={t('details.email_help')}
            name="email"
            type="email"
            value={details.email}
            onChange={(email) => change({ email })}
            autoComplete="email"
            autoCapitalize="none"
            maxLength={254}
            isRequired
          />
          <PendingAddress key={`${asked} ${person.email}`} />
          {person.username && (
            <TextField
              label={t('details.username')}
              description={t('details.username_help')}
              value={person.username}
              isReadOnly
            />
          )}
          <PhoneNumbers rows={details.phones} onChange={(phones) => change({ phones })} />
        </Card>
        <div className={styles.save}>
          <SubmitButton>{t('common:save')}</SubmitButton>
          {dirty && <span className={styles.note}>{t('unsaved.note')}</span>}
        </div>
      </Form>
      <UnsavedChanges dirty={dirty} />
      {dialog}
    </>
  )
}
