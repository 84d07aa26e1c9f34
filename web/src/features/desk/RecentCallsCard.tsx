import { useTranslation } from 'react-i18next'
import { Entry, useHistory } from '@/features/history'
import { Banner, Card, LinkButton, Skeleton } from '@/ui'
import styles from './Start.module.css'

/** So many calls are shown here. */
const FEW = 4

/** The last calls, with the way to call back and to all of them (DSK-1). */
export default function RecentCallsCard() {
  const { t } = useTranslation('desk')
  const { data, error, isPending } = useHistory('all', '')
  const entries = data?.pages[0]?.items.slice(0, FEW) ?? []
  return (
    <Card title={t('recent.title')}>
      {error && <Banner tone="danger">{error.message}</Banner>}
      {isPending && <Skeleton rows={2} />}
      {data && entries.length === 0 && <p className={styles.quiet}>{t('recent.none')}</p>}
      {entries.length > 0 && (
        <>
          <ul role="list" className={styles.calls}>
            {entries.map((entry) => (
              <Entry key={entry.id} entry={entry} withDay />
            ))}
          </ul>
          <div>
            <LinkButton href="/oproepen">{t('recent.all')}</LinkButton>
          </div>
        </>
      )}
    </Card>
  )
}
