import { CircleCheck, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { WaitingGuest } from '@/protocol/types'
import styles from './WaitingRoom.module.css'

/** What a guest's device found out about itself, in the agent's words (WAI-6). */
export function GuestReport({ guest: { name, report }, named }: { guest: WaitingGuest; named: boolean }) {
  const { t } = useTranslation('waiting_room')
  if (report === null) return null
  if (report.level === 'good') {
    const fit = report.browser ? t('fit', { browser: report.browser }) : t('fit_plain')
    return (
      <p className={styles.fit}>
        <CircleCheck aria-hidden size="1.2em" />
        {named ? t('fit_of', { name, text: fit }) : fit}
      </p>
    )
  }
  return (
    <div className={styles.unfit}>
      <p className={styles.unfitTitle}>
        <TriangleAlert aria-hidden size="1.2em" />
        {t('unfit', { name })}
      </p>
      <ul>
        {report.reasons?.map((reason) => (
          <li key={reason}>{t(`warning.${reason}`)}</li>
        ))}
      </ul>
    </div>
  )
}
