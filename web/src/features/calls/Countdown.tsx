import { useTranslation } from 'react-i18next'
import type { CallSnapshot } from '@/state/call'
import { useNow } from '@/ui'
import styles from './Countdown.module.css'

/** 3, 2, 1: a moment to look at oneself before the other does (CAL-5). */
export function Countdown({ snapshot }: { snapshot: CallSnapshot }) {
  const { t } = useTranslation('calls')
  const now = useNow(100)
  const left = Math.max(1, Math.ceil(((snapshot.countdownEnds ?? now) - now) / 1000))
  return (
    <div className={styles.count} role="timer" aria-live="assertive" aria-atomic>
      <span key={left} className={styles.number}>
        {left}
      </span>
      <span className={styles.words}>{t('countdown')}</span>
    </div>
  )
}
