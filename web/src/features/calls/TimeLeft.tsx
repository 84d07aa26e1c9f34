import { useTranslation } from 'react-i18next'
import type { Ring } from '@/protocol/types'
import { ProgressBar, useNow } from '@/ui'
import styles from './calling.module.css'

/** When each ring was first seen here: the clocks of people's computers are not to be trusted. */
const firstSeen = new Map<string, number>()

/** The bar that runs down the time left to answer (CAL-1, CAL-2). */
export function TimeLeft({ ring }: { ring: Pick<Ring, 'id' | 'started_at' | 'deadline'> }) {
  const { t } = useTranslation('calls')
  const now = useNow(250)
  const whole = Date.parse(ring.deadline) - Date.parse(ring.started_at)
  const seen = firstSeen.get(ring.id) ?? now
  firstSeen.set(ring.id, seen)
  const left = Math.max(0, Math.min(whole, whole - (now - seen)))
  return (
    <div className={styles.timeLeft}>
      <ProgressBar label={t('time_left')} hideLabel value={left} max={whole} />
      <span aria-hidden>{t('seconds_left', { count: Math.ceil(left / 1000) })}</span>
    </div>
  )
}
