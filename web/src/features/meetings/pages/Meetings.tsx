import { useTranslation } from 'react-i18next'
import { ConferenceList } from '@/features/conferences'
import { Page } from '@/ui'
import styles from './Meetings.module.css'

/** Vergaderingen: several people at once; by telephone the conferences that I steer (DSK-1, CNF-7). */
export default function Meetings() {
  const { t } = useTranslation('conferences')
  return (
    <Page title={t('meetings')} width="m">
      <section aria-labelledby="telefonisch" className={styles.section}>
        <div>
          <h2 id="telefonisch" className={styles.title}>
            {t('title')}
          </h2>
          <p className={styles.intro}>{t('intro')}</p>
        </div>
        <ConferenceList />
      </section>
    </Page>
  )
}
