import { useTranslation } from 'react-i18next'
import { Card, LinkButton } from '@/ui'
import { Appointment } from './Appointment'
import { useWaitingRoom } from './queries'
import { waitingOf } from './room'
import styles from './WaitingRoom.module.css'

/** Who waits now, on Start: called in from there too (DSK-1, WAI-3). */
export default function WaitingCard() {
  const { t } = useTranslation('waiting_room')
  const { data } = useWaitingRoom()
  const waited = (data?.appointments ?? []).filter(({ guests }) => waitingOf(guests).length > 0)
  return (
    <Card title={t('title')}>
      {waited.length === 0 && <p className={styles.subject}>{t('nobody')}</p>}
      {waited.length > 0 && (
        <ol role="list" aria-label={t('list')} className={styles.list}>
          {waited.map((appointment) => (
            <Appointment key={appointment.id} appointment={appointment} />
          ))}
        </ol>
      )}
      <div>
        <LinkButton href="/wachtkamer">{t('to_room')}</LinkButton>
      </div>
    </Card>
  )
}
