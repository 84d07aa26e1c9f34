import { CalendarPlus, ChevronLeft, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Appointment } from '@/protocol/types'
import { Button, EmptyState, Fetched } from '@/ui'
import { AppointmentCard } from './AppointmentCard'
import styles from './Appointments.module.css'
import { addDays, dayInWords } from './date_text'
import { useAgenda } from './queries'

/** So many days are listed at once. */
const DAYS = 60

interface AppointmentListProps {
  today: string
  now: number
  onNew: () => void
  onChange: (appointment: Appointment) => void
  onCancel: (appointment: Appointment) => void
}

/** **Lijst**: all appointments in order, day by day. */
export function AppointmentList({ today, now, onNew, ...acts }: AppointmentListProps) {
  const { t, i18n } = useTranslation('appointments')
  const [page, setPage] = useState(0)
  const first = addDays(today, page * DAYS)
  const last = addDays(first, DAYS - 1)
  const agenda = useAgenda(first, last)
  const inWords = (day: string) => dayInWords(day, today, i18n.language)
  return (
    <div className={styles.list}>
      <div className={styles.bar}>
        <Button icon={ChevronLeft} onPress={() => setPage(page - 1)}>
          {t('list.earlier')}
        </Button>
        <span className={styles.period} role="status">
          {t('list.period', { first: inWords(first), last: inWords(last) })}
        </span>
        <Button icon={ChevronRight} onPress={() => setPage(page + 1)}>
          {t('list.later')}
        </Button>
        {page !== 0 && <Button onPress={() => setPage(0)}>{t('list.today')}</Button>}
      </div>
      <Fetched query={agenda} failed={t('page.failed')} shape="tile">
        {({ appointments }) =>
          appointments.length === 0 ? (
            <EmptyState
              icon={CalendarPlus}
              title={t('list.empty_title')}
              text={t('list.empty')}
              action={<Button onPress={onNew}>{t('list.make')}</Button>}
            />
          ) : (
            byDay(appointments).map(([day, ofDay]) => (
              <section key={day} className={styles.day} aria-label={inWords(day)}>
                <h2 className={styles.dayName}>
                  {day === today ? `${t('list.today')}, ${inWords(day)}` : inWords(day)}
                </h2>
                {ofDay.map((one) => (
                  <AppointmentCard key={one.id} appointment={one} now={now} {...acts} />
                ))}
              </section>
            ))
          )
        }
      </Fetched>
    </div>
  )
}

function byDay(appointments: readonly Appointment[]): [string, Appointment[]][] {
  const days = new Map<string, Appointment[]>()
  for (const one of appointments) days.set(one.date, [...(days.get(one.date) ?? []), one])
  return [...days]
}
