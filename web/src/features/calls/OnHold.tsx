import { Hourglass } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import styles from './OnHold.module.css'

/** What somebody sees while the other asks a colleague: that he only has to wait (CAL-10). */
export function OnHold() {
  const { t } = useTranslation('calls')
  return (
    <div className={styles.hold} role="status">
      <Hourglass aria-hidden size="3.5rem" className={styles.glass} />
      <p className={styles.title}>{t('hold.title')}</p>
      <p className={styles.words}>{t('hold.text')}</p>
    </div>
  )
}
