import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConferenceAccount } from '@/protocol/types'
import { session } from '@/state/session'
import { useStore } from '@/ui'
import styles from './Card.module.css'

/** CNF-1: how somebody takes part, step by step, with large digits; this is what is printed. */
export function TakePartCard({ account, moderator }: { account: ConferenceAccount; moderator: boolean }) {
  const { t } = useTranslation('telephony')
  const organisation = useStore(session, (current) => current.organisation?.name ?? '')
  const pin = moderator ? account.moderator_pin : account.participant_pin
  return (
    <section className={styles.card} aria-label={t('card.heading')}>
      <div>
        <h3 className={styles.title}>{t('card.heading')}</h3>
        <p className={styles.of}>{t('card.of', { name: account.name, organisation })}</p>
      </div>
      <ol role="list" className={styles.steps}>
        <Step place={1} text={t('card.steps.call')} digits={account.phone_number}>
          {account.short && <span>{t('card.steps.call_short', { short: account.short })}</span>}
        </Step>
        <Step place={2} text={t('card.steps.conference_number')} digits={`${account.conference_number} #`} />
        <Step place={3} text={t('card.steps.pin')} digits={`${pin} #`} />
        <Step place={4} text={t('card.steps.name')} />
      </ol>
      <p>{t('card.during')}</p>
      {moderator && <p>{t('card.secret')}</p>}
    </section>
  )
}

interface StepProps {
  place: number
  text: string
  digits?: string
  children?: ReactNode
}

function Step({ place, text, digits, children }: StepProps) {
  return (
    <li className={styles.step}>
      <span className={styles.place} aria-hidden>
        {place}
      </span>
      <span className={styles.words}>
        <span>{text}</span>
        {digits && <span className={styles.digits}>{digits}</span>}
        {children}
      </span>
    </li>
  )
}
