import { CalendarClock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { EmptyState, FetchFault, Page, Skeleton } from '@/ui'
import { Appointment } from '../Appointment'
import { useWaitingRoom } from '../queries'
import styles from '../WaitingRoom.module.css'

/** Wachtkamer: today's appointments in their order, who is there, and Start gesprek (WAI-2, WAI-3). */
export default function WaitingRoom() {
  const { t } = useTranslation(['waiting_room', 'common'])
  const { data, error, refetch } = useWaitingRoom()
  return (
    <Page title={t('title')} intro={t('intro')} width="m">
      <FetchFault error={error} retry={refetch} title={t('failed')} />
      {data === undefined && !error && <Skeleton rows={3} />}
      {data?.appointments.length === 0 && (
        <EmptyState icon={CalendarClock} title={t('none')} text={t('none_text')} />
      )}
      {data && data.appointments.length > 0 && (
        <ol role="list" aria-label={t('list')} className={styles.list}>
          {data.appointments.map((appointment) => (
            <Appointment key={appointment.id} appointment={appointment} />
          ))}
        </ol>
      )}
    </Page>
  )
}
