import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { OnlinePeople, Requests } from '@/features/contacts'
import { Page, Skeleton } from '@/ui'
import { AvailabilityCard } from '../AvailabilityCard'
import { CARDS } from '../cards'
import styles from '../Start.module.css'

/** Start: the home of staff, everything of the desk on one page (DSK-1). */
export default function Start() {
  const { t } = useTranslation(['desk', 'contacts'])
  return (
    <Page title={t('desk:start.title')}>
      <AvailabilityCard />
      <Requests />
      <div className={styles.columns}>
        {Object.entries(CARDS).map(([name, Card]) => (
          <Suspense key={name} fallback={<Skeleton rows={2} />}>
            <Card />
          </Suspense>
        ))}
      </div>
      <section aria-labelledby="wie-er-nu-is" className={styles.online}>
        <div>
          <h2 id="wie-er-nu-is" className={styles.title}>
            {t('contacts:home.title')}
          </h2>
          <p className={styles.quiet}>{t('contacts:home.intro')}</p>
        </div>
        <OnlinePeople isPart />
      </section>
    </Page>
  )
}
