import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Refusal } from '@/protocol/http'
import { Banner, Button, Form, Spinner, SubmitButton, TextField, useStore } from '@/ui'
import { ConsentField } from './ConsentField'
import { dayInWords, type Slot } from './free_hours'
import { Sheet } from './Sheet'
import { TimeChoice } from './TimeChoice'
import styles from './Visit.module.css'
import type { Visit } from './visit'

interface PlanAppointmentProps {
  visit: Visit
  onBack: () => void
}

type Fields = Record<'name' | 'email' | 'mobile' | 'text', string>

const EMPTY: Fields = { name: '', email: '', mobile: '', text: '' }

/** BTN-4: a visitor plans an appointment himself: first the time, then who he is. */
export default function PlanAppointment({ visit, onBack }: PlanAppointmentProps) {
  const { t } = useTranslation(['visit', 'common'])
  const { hours } = useStore(visit.now)
  const [slot, setSlot] = useState<Slot | null>(null)
  const [fields, setFields] = useState(EMPTY)
  // Why a time that was chosen must be chosen anew.
  const [taken, setTaken] = useState<string | null>(null)

  async function send(chosen: Slot, data: Record<string, string>) {
    try {
      await visit.plan(chosen, data)
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'slot_taken') throw error
      setTaken(error.message)
      setSlot(null)
      await visit.findHours()
    }
  }

  if (slot)
    return (
      <Details
        visit={visit}
        slot={slot}
        fields={fields}
        onChange={setFields}
        onSubmit={(data) => send(slot, data)}
        onBack={() => setSlot(null)}
      />
    )
  const failed = hours !== null && !('days' in hours)
  return (
    <Sheet key="time" title={t('offers.appointment')}>
      {taken && <Banner tone="warn">{taken}</Banner>}
      {hours === null && <Spinner />}
      {failed && (
        <Banner
          tone="danger"
          title={t('plan.failed')}
          action={<Button onPress={() => void visit.findHours()}>{t('common:retry')}</Button>}
        >
          {hours.message}
        </Banner>
      )}
      {hours && !failed && hours.days.length === 0 && <p className={styles.text}>{t('plan.no_hours')}</p>}
      {hours && !failed && hours.days.length > 0 && (
        <TimeChoice
          hours={hours}
          onChoose={(chosen) => {
            setTaken(null)
            setSlot(chosen)
          }}
        />
      )}
      <Button fullWidth onPress={onBack}>
        {t('offers.back')}
      </Button>
    </Sheet>
  )
}

interface DetailsProps {
  visit: Visit
  slot: Slot
  fields: Fields
  onChange: (fields: Fields) => void
  onSubmit: (data: Record<string, string>) => Promise<void>
  onBack: () => void
}

/** Who the visitor is; what he has typed stays when he chooses another time. */
function Details({ visit, slot, fields, onChange, onSubmit, onBack }: DetailsProps) {
  const { t, i18n } = useTranslation('visit')
  const { desk, hours } = useStore(visit.now)
  const field = (name: keyof Fields) => ({
    name,
    value: fields[name],
    onChange: (text: string) => onChange({ ...fields, [name]: text }),
  })
  return (
    <Sheet key="details" title={t('plan.details')}>
      <p className={styles.when}>
        {t('plan.at', { day: dayInWords(slot.day, i18n.language), time: slot.time })}
      </p>
      <Form onSubmit={onSubmit}>
        <TextField
          label={t('form.name')}
          {...field('name')}
          autoComplete="name"
          autoCapitalize="words"
          maxLength={80}
          isRequired
        />
        <TextField
          label={t('form.email')}
          description={t('plan.email_help')}
          {...field('email')}
          type="email"
          autoComplete="email"
          maxLength={254}
          isRequired
        />
        {hours && 'mobile' in hours && hours.mobile && (
          <TextField
            label={t('plan.mobile')}
            description={t('plan.mobile_help')}
            {...field('mobile')}
            type="tel"
            autoComplete="tel"
            maxLength={40}
          />
        )}
        <TextField
          label={t('form.about')}
          description={t('plan.about_help')}
          {...field('text')}
          maxLength={1000}
          multiline
        />
        {desk && <ConsentField desk={desk} />}
        <div className={styles.ways}>
          <SubmitButton fullWidth>{t('plan.send')}</SubmitButton>
          <Button fullWidth onPress={onBack}>
            {t('plan.another_time')}
          </Button>
        </div>
      </Form>
    </Sheet>
  )
}
