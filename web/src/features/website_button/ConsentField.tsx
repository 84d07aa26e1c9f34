import { useTranslation } from 'react-i18next'
import type { VisitDesk } from '@/protocol/types'
import { Checkbox } from '@/ui'
import styles from './Visit.module.css'

/** What the organisation asks a visitor to agree to, if it asks anything (BTN-2). */
export function ConsentField({ desk }: { desk: VisitDesk }) {
  const { t } = useTranslation('visit')
  if (!desk.consent_text) return null
  return (
    <>
      {/* A long text is scrolled with the keyboard too. */}
      {/* oxlint-disable-next-line no-noninteractive-tabindex */}
      <div className={styles.consent} tabIndex={0} role="group" aria-label={t('welcome.consent')}>
        {desk.consent_text}
      </div>
      <Checkbox name="consent" value="on" isRequired>
        {t('welcome.consent')}
      </Checkbox>
    </>
  )
}
