import { Phone, PhoneIncoming, PhoneMissed, PhoneOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ConferenceInvitation } from '@/protocol/types'
import { Card } from '@/ui'
import styles from './LiveConference.module.css'

const ICONS = {
  ringing: Phone,
  confirming: PhoneIncoming,
  busy: PhoneOff,
  no_answer: PhoneMissed,
  refused: PhoneOff,
  not_confirmed: PhoneMissed,
  impossible: PhoneOff,
  failed: PhoneOff,
} as const

/** Who is being called into the conference, and how that goes; said aloud, because somebody waits for it. */
export function Invitations({ invitations }: { invitations: readonly ConferenceInvitation[] }) {
  const { t } = useTranslation('conferences')
  return (
    <div aria-live="polite" className={styles.announced}>
      {invitations.length > 0 && (
        <Card title={t('invitations.title')}>
          <ul role="list" className={styles.invitations}>
            {invitations.map(({ id, number, state }) => {
              const Icon = ICONS[state]
              return (
                <li key={id} className={styles.invitation} data-state={state}>
                  <Icon aria-hidden size="1.25em" />
                  <span className={styles.number}>{number || t('participant.unknown')}</span>
                  <span className={styles.muted}>{t(`invitations.${state}`)}</span>
                </li>
              )
            })}
          </ul>
        </Card>
      )}
    </div>
  )
}
