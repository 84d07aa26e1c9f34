import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conference } from '@/protocol/types'
import { Button } from '@/ui'
import styles from './DialIn.module.css'

/** How one calls in; what makes a moderator is only shown to who asks for it. */
export function DialIn({ conference }: { conference: Conference }) {
  const { t } = useTranslation('conferences')
  const [shown, setShown] = useState(false)
  const { phone_number, short, conference_number, participant_pin, moderator_pin } = conference
  return (
    <dl className={styles.facts}>
      <Fact term={t('dial_in.number')}>
        {phone_number}
        {short && <span className={styles.note}>{t('dial_in.short', { number: short })}</span>}
      </Fact>
      <Fact term={t('dial_in.conference_number')}>{conference_number}</Fact>
      <Fact term={t('dial_in.participant_pin')}>{participant_pin}</Fact>
      <Fact term={t('dial_in.moderator_pin')}>
        <span className={styles.secret}>
          {shown ? moderator_pin : <span aria-hidden>••••</span>}
          <Button variant="quiet" className={styles.show ?? ''} onPress={() => setShown(!shown)}>
            {t(shown ? 'dial_in.hide' : 'dial_in.show')}
          </Button>
        </span>
      </Fact>
    </dl>
  )
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt className={styles.term}>{term}</dt>
      <dd className={styles.value}>{children}</dd>
    </div>
  )
}
