import { UserPlus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Appointment, Planned } from '@/protocol/types'
import { Banner, Button, Card, Form, Skeleton, SubmitButton, TextField } from '@/ui'
import { DateField } from './DateField'
import { dayOf } from './date_text'
import { NameField } from './NameField'
import { OverlapWarning } from './OverlapWarning'
import styles from './PlanForm.module.css'
import { MOST_RECIPIENTS, NOBODY, type PlanFields, withInvitee, withStart } from './plan_fields'
import { send, useTexts } from './queries'

interface PlanFormProps {
  fields: PlanFields
  today: string
  onChange: (fields: PlanFields) => void
  onSent: (planned: Planned) => void | Promise<void>
  /** The appointment that is changed; without one a new one is made. */
  changed?: Appointment
}

/** APP-1: everything about an appointment; each fault stands at its field, and nothing typed is lost. */
export function PlanForm({ fields, today, onChange, onSent, changed }: PlanFormProps) {
  const { t } = useTranslation(['appointments', 'common'])
  const texts = useTexts()
  const set = (part: Partial<PlanFields>) => onChange({ ...fields, ...part })

  if (texts.isError) {
    return (
      <Banner
        tone="danger"
        title={t('form.texts_failed')}
        action={<Button onPress={() => void texts.refetch()}>{t('common:retry')}</Button>}
      >
        {texts.error.message}
      </Banner>
    )
  }
  if (texts.data === undefined) return <Skeleton rows={4} shape="tile" />
  const { message, sms_works } = texts.data
  return (
    <Form
      aria-label={t('form.label')}
      judgedByServer
      onSubmit={async () => onSent(await send(fields, message, today, changed))}
    >
      <p className={styles.required}>{t('form.required')}</p>
      <Card title={t('form.when')}>
        <div className={styles.when}>
          <DateField value={fields.date} today={today} onChange={(date) => set({ date })} />
          <TextField
            label={t('form.time')}
            name="starts"
            type="time"
            value={fields.starts}
            onChange={(starts) => onChange(withStart(fields, starts))}
            isRequired
          />
          <TextField
            label={t('form.until')}
            name="ends"
            type="time"
            value={fields.ends}
            onChange={(ends) => set({ ends })}
            isRequired
          />
        </div>
        <OverlapWarning
          time={{ date: dayOf(fields.date, today), starts: fields.starts, ends: fields.ends }}
          without={changed?.id}
        />
      </Card>
      <Card title={t('form.who')}>
        <Recipients fields={fields} onChange={onChange} smsWorks={sms_works} />
      </Card>
      <Card title={t('form.mail')}>
        <TextField
          label={t('form.subject')}
          name="subject"
          value={fields.subject}
          onChange={(subject) => set({ subject })}
          autoComplete="off"
          isRequired
        />
        <TextField
          label={t('form.description')}
          description={t('form.description_help')}
          name="description"
          value={fields.description}
          onChange={(description) => set({ description })}
          multiline
        />
        <TextField
          label={t('form.message')}
          description={t('form.message_help')}
          name="message"
          value={fields.message ?? message}
          onChange={(typed) => set({ message: typed })}
          multiline
          isRequired
          className={styles.message ?? ''}
        />
      </Card>
      <div>
        <SubmitButton>{t(changed ? 'form.send_change' : 'form.send')}</SubmitButton>
      </div>
    </Form>
  )
}

interface RecipientsProps {
  fields: PlanFields
  onChange: (fields: PlanFields) => void
  smsWorks: boolean
}

function Recipients({ fields, onChange, smsWorks }: RecipientsProps) {
  const { t } = useTranslation('appointments')
  const { recipients } = fields
  return (
    <>
      {recipients.map((one, place) => (
        // A recipient is known by his place: who is removed is always the last or the one before him.
        <div key={place} className={styles.recipient}>
          <NameField
            label={t('form.name', { number: place + 1 })}
            name={`recipients.${place}.name`}
            recipient={one}
            onChange={(changed) => onChange(withInvitee(fields, place, changed))}
          />
          <TextField
            label={t('form.email', { number: place + 1 })}
            name={`recipients.${place}.email`}
            // Not `email`: browsers would take letters of other scripts for a fault.
            inputMode="email"
            autoCapitalize="none"
            spellCheck="false"
            value={one.email}
            onChange={(email) => onChange(withInvitee(fields, place, { email }))}
            autoComplete="off"
            isRequired
          />
          <TextField
            label={t('form.mobile', { number: place + 1 })}
            description={t(smsWorks ? 'form.mobile_help' : 'form.mobile_dead')}
            name={`recipients.${place}.mobile`}
            type="tel"
            value={one.mobile}
            onChange={(mobile) => onChange(withInvitee(fields, place, { mobile }))}
            autoComplete="off"
          />
          {recipients.length > 1 && (
            <Button
              variant="quiet"
              icon={X}
              onPress={() =>
                onChange({ ...fields, recipients: recipients.filter((_other, index) => index !== place) })
              }
            >
              {t('form.remove', { number: place + 1 })}
            </Button>
          )}
        </div>
      ))}
      {recipients.length < MOST_RECIPIENTS ? (
        <div>
          <Button
            icon={UserPlus}
            onPress={() => onChange({ ...fields, recipients: [...recipients, NOBODY] })}
          >
            {t('form.add')}
          </Button>
        </div>
      ) : (
        <p className={styles.note}>{t('form.three')}</p>
      )}
    </>
  )
}
