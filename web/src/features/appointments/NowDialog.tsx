import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  Banner,
  Button,
  Dialog,
  DialogActions,
  Form,
  RadioGroup,
  Skeleton,
  SubmitButton,
  TextField,
  toast,
} from '@/ui'
import { NameField } from './NameField'
import { inviteNow, renewAppointments, useTexts, type Way } from './queries'

/** APP-5: invites somebody for right now, by mail or SMS. */
export function NowDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['appointments', 'common'])
  const { data: texts, error } = useTexts()
  return (
    <Dialog title={t('now.title')} isOpen onClose={onClose}>
      <p>{t('now.intro')}</p>
      {error && (
        <Banner tone="danger" title={t('form.texts_failed')}>
          {error.message}
        </Banner>
      )}
      {!texts && !error && <Skeleton rows={4} />}
      {texts && <NowForm texts={texts} onClose={onClose} />}
    </Dialog>
  )
}

interface NowFormProps {
  texts: { urgent_subject: string; urgent_message: string; sms_works: boolean }
  onClose: () => void
}

function NowForm({ texts, onClose }: NowFormProps) {
  const { t } = useTranslation(['appointments', 'common'])
  const queries = useQueryClient()
  const [by, setBy] = useState<Way>('mail')
  const [fields, setFields] = useState({
    name: '',
    email: '',
    mobile: '',
    subject: texts.urgent_subject,
    message: texts.urgent_message,
  })
  const set = (part: Partial<typeof fields>) => setFields({ ...fields, ...part })
  return (
    <Form
      judgedByServer
      onSubmit={async () => {
        const other = by === 'mail' ? { mobile: '' } : { email: '' }
        await inviteNow({ ...fields, ...other, by })
        toast(t('sent.now_mail', { name: fields.name }))
        onClose()
        await renewAppointments(queries)
      }}
    >
      <NameField label={t('now.name')} name="name" recipient={fields} onChange={set} autoFocus />
      <RadioGroup<Way>
        label={t('now.by')}
        name="by"
        options={[
          { value: 'mail', label: t('now.by_mail') },
          { value: 'sms', label: t('now.by_sms') },
        ]}
        value={by}
        onChange={setBy}
      />
      {by === 'mail' ? (
        <TextField
          label={t('now.email')}
          name="email"
          inputMode="email"
          autoCapitalize="none"
          spellCheck="false"
          value={fields.email}
          onChange={(email) => set({ email })}
          autoComplete="off"
          isRequired
        />
      ) : (
        <>
          {!texts.sms_works && (
            <Banner tone="warn" title={t('now.no_sms_title')}>
              {t('now.no_sms')}
            </Banner>
          )}
          <TextField
            label={t('now.mobile')}
            name="mobile"
            type="tel"
            value={fields.mobile}
            onChange={(mobile) => set({ mobile })}
            autoComplete="off"
            isRequired
          />
        </>
      )}
      <TextField
        label={t(by === 'mail' ? 'now.subject' : 'now.subject_sms')}
        name="subject"
        value={fields.subject}
        onChange={(subject) => set({ subject })}
        autoComplete="off"
        isRequired
      />
      {by === 'mail' && (
        <TextField
          label={t('now.message')}
          name="message"
          value={fields.message}
          onChange={(message) => set({ message })}
          multiline
          isRequired
        />
      )}
      <DialogActions>
        <Button onPress={onClose}>{t('common:cancel')}</Button>
        <SubmitButton>{t('now.send')}</SubmitButton>
      </DialogActions>
    </Form>
  )
}
