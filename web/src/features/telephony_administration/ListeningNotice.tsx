import { CircleCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { TelephoneState } from '@/protocol/types'
import { Banner } from '@/ui'
import styles from './Rows.module.css'

/** Whether calls can come in: a quiet line when they can, and what to do when they can not. */
export function ListeningNotice({ listening, address, fault }: TelephoneState) {
  const { t } = useTranslation('telephony')
  if (listening) {
    return (
      <p className={styles.quiet}>
        <CircleCheck aria-hidden size="1.25em" />
        <span>{t('telephony.address', { address })}</span>
      </p>
    )
  }
  return (
    <Banner tone="danger" title={t('telephony.off')}>
      <p>{t('telephony.off_text')}</p>
      {fault && <p>{t('telephony.off_fault', { fault })}</p>}
    </Banner>
  )
}
