import { useQueryClient } from '@tanstack/react-query'
import { CalendarCheck2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Planned } from '@/protocol/types'
import { session } from '@/state/session'
import { Banner, Button, Card, useStore } from '@/ui'
import styles from './Appointments.module.css'
import { dayInWords } from './date_text'
import { dropDraft, keepDraft, keptDraft } from './draft'
import { Overlaps } from './OverlapWarning'
import { PlanForm } from './PlanForm'
import { EMPTY, type PlanFields } from './plan_fields'
import { renewAppointments } from './queries'

/** APP-1: the form, whose fields are kept in this tab until they are sent; then what was sent. */
export function NewAppointment({ today, onList }: { today: string; onList: () => void }) {
  const person = useStore(session, (current) => current.person?.id ?? '')
  const queries = useQueryClient()
  const [fields, setFields] = useState(() => keptDraft(person))
  const [sent, setSent] = useState<Planned | null>(null)
  const change = (next: PlanFields) => {
    setFields(next)
    keepDraft(person, next)
  }
  if (sent) return <Sent planned={sent} today={today} onList={onList} onAnother={() => setSent(null)} />
  return (
    <PlanForm
      fields={fields}
      today={today}
      onChange={change}
      onSent={async (planned) => {
        dropDraft()
        setFields(EMPTY)
        setSent(planned)
        await renewAppointments(queries)
      }}
    />
  )
}

interface SentProps {
  planned: Planned
  today: string
  onList: () => void
  onAnother: () => void
}

function Sent({ planned, today, onList, onAnother }: SentProps) {
  const { t, i18n } = useTranslation('appointments')
  const { appointment, overlaps } = planned
  const heading = useRef<HTMLHeadingElement>(null)
  // The button that sent has gone: the focus goes to what came of it.
  useEffect(() => heading.current?.focus(), [])
  const names = new Intl.ListFormat(i18n.language).format(
    appointment.recipients.map(({ name, email }) => `${name} (${email})`),
  )
  return (
    <Card>
      <div className={styles.sent}>
        <CalendarCheck2 aria-hidden size="2.5rem" className={styles.check} />
        <h2 ref={heading} tabIndex={-1}>
          {t('sent.title')}
        </h2>
        <p className={styles.subject}>
          {appointment.subject}: {dayInWords(appointment.date, today, i18n.language)},{' '}
          {t('one.time', { starts: appointment.starts, ends: appointment.ends })}
        </p>
        <p role="status">{t('sent.mail', { names })}</p>
        {overlaps.length > 0 && (
          <Banner tone="warn" title={t('overlap.title')}>
            <Overlaps overlaps={overlaps} />
          </Banner>
        )}
        <div className={styles.buttons}>
          <Button variant="primary" onPress={onAnother}>
            {t('sent.another')}
          </Button>
          <Button onPress={onList}>{t('sent.see')}</Button>
        </div>
      </div>
    </Card>
  )
}
