import { useQueryClient } from '@tanstack/react-query'
import { CalendarX2, Copy, EllipsisVertical, MessageSquare, Pencil, Send } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Appointment, Recipient } from '@/protocol/types'
import { Badge, Button, Menu, type MenuEntry, toast } from '@/ui'
import styles from './Appointments.module.css'
import { linkOf, renewAppointments, sendAgain, type Way } from './queries'
import { RecipientState } from './RecipientState'

interface AppointmentCardProps {
  appointment: Appointment
  now: number
  onChange: (appointment: Appointment) => void
  onCancel: (appointment: Appointment) => void
}

/** One appointment: when, about what, with whom, and what became of each invitation. */
export function AppointmentCard({ appointment, now, onChange, onCancel }: AppointmentCardProps) {
  const { t } = useTranslation('appointments')
  const { subject, starts, ends, cancelled, urgent, self_planned, note, description, recipients } =
    appointment
  const over = Date.parse(appointment.ends_at) <= now
  return (
    <article className={styles.card} aria-label={subject}>
      <div className={styles.head}>
        <span className={styles.time}>{t('one.time', { starts, ends })}</span>
        {cancelled && <Badge tone="danger">{t('one.cancelled')}</Badge>}
        {urgent && !cancelled && <Badge tone="brand">{t('one.urgent')}</Badge>}
        {self_planned && !cancelled && <Badge tone="brand">{t('one.self_planned')}</Badge>}
        {over && !cancelled && <Badge>{t('one.over')}</Badge>}
      </div>
      <h3 className={styles.subject}>{subject}</h3>
      {description && <p className={styles.description}>{description}</p>}
      {note && <p className={styles.description}>{t('one.note', { note })}</p>}
      <ul role="list" aria-label={t('one.with')} className={styles.recipients}>
        {recipients.map((recipient) => (
          <li key={recipient.id} className={styles.recipient}>
            <div className={styles.words}>
              <span className={styles.name}>{recipient.name}</span>
              <span className={styles.about}>
                {[recipient.email, recipient.mobile].filter(Boolean).join(' · ')}
              </span>
              <RecipientState recipient={recipient} />
            </div>
            {!cancelled && <RecipientMenu appointment={appointment} recipient={recipient} />}
          </li>
        ))}
      </ul>
      {!cancelled && !over && (
        <div className={styles.buttons}>
          {!urgent && (
            <Button icon={Pencil} onPress={() => onChange(appointment)}>
              {t('one.change')}
            </Button>
          )}
          <Button icon={CalendarX2} onPress={() => onCancel(appointment)}>
            {t('one.cancel')}
          </Button>
        </div>
      )}
    </article>
  )
}

function RecipientMenu({ appointment, recipient }: { appointment: Appointment; recipient: Recipient }) {
  const { t } = useTranslation('appointments')
  const queries = useQueryClient()
  const { name } = recipient

  const again = async (by: Way) => {
    await sendAgain(appointment, recipient, by)
    toast(t('one.sent_again', { name }))
    await renewAppointments(queries)
  }
  const copy = async () => {
    await navigator.clipboard.writeText(await linkOf(appointment, recipient))
    toast(t('one.copied', { name }))
  }
  const tell = (error: unknown) =>
    toast(error instanceof Error ? error.message : t('one.copy_failed'), { tone: 'danger' })

  const items: MenuEntry[] = [
    { label: t('one.copy'), icon: Copy, onPress: () => void copy().catch(tell) },
    ...(recipient.mobile
      ? [{ label: t('one.again_sms'), icon: MessageSquare, onPress: () => void again('sms').catch(tell) }]
      : []),
  ]
  return (
    <div className={styles.acts}>
      {recipient.email && (
        <Button variant="quiet" icon={Send} onPress={() => void again('mail').catch(tell)}>
          {t('one.again')}
        </Button>
      )}
      <Menu label={t('one.actions_for', { name })} icon={EllipsisVertical} items={items} />
    </div>
  )
}
