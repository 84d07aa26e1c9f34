import { useTranslation } from 'react-i18next'
import { Badge, Banner, Card, LinkButton, Skeleton, useNow } from '@/ui'
import styles from './Appointments.module.css'
import { inZone } from './date_text'
import { useAgenda } from './queries'

/** Today's appointments in their order, on Start (DSK-1). */
export default function TodayCard() {
  const { t } = useTranslation('appointments')
  const today = inZone(useNow(60_000)).day
  const { data, error, isPending } = useAgenda(today, today)
  const held = (data?.appointments ?? []).filter(({ cancelled }) => !cancelled)
  return (
    <Card title={t('card.title')}>
      {error && <Banner tone="danger">{error.message}</Banner>}
      {isPending && <Skeleton rows={2} />}
      {data && held.length === 0 && <p className={styles.description}>{t('card.none')}</p>}
      {held.length > 0 && (
        <ul role="list" aria-label={t('card.title')} className={styles.recipients}>
          {held.map(({ id, starts, ends, subject, urgent, recipients }) => (
            <li key={id} className={styles.recipient}>
              <div className={styles.words}>
                <span className={styles.time}>{t('one.time', { starts, ends })}</span>
                <span className={styles.name}>{recipients.map(({ name }) => name).join(', ')}</span>
                <span className={styles.about}>{subject}</span>
              </div>
              {urgent && <Badge tone="brand">{t('one.urgent')}</Badge>}
            </li>
          ))}
        </ul>
      )}
      <div>
        <LinkButton href="/afspraak">{t('card.all')}</LinkButton>
      </div>
    </Card>
  )
}
