import { useTranslation } from 'react-i18next'
import type { Recipient } from '@/protocol/types'
import { Badge } from '@/ui'
import styles from './Appointments.module.css'
import { useTexts } from './queries'

const TONES = { none: 'neutral', queued: 'brand', sent: 'ok', refused: 'danger' } as const

/** What became of the newest mail and text message to somebody, and why when it did not arrive. */
export function RecipientState({ recipient }: { recipient: Recipient }) {
  const { t } = useTranslation('appointments')
  const { data: texts } = useTexts()
  const sent: { way: 'mail' | 'sms'; state: Recipient['mail_state']; reason: string }[] = []
  if (recipient.mail_state !== 'none') {
    const { mail_state, mail_reason, mail_said } = recipient
    sent.push({
      way: 'mail',
      state: mail_state,
      reason: mail_reason && t(`state.${mail_reason}`, { said: mail_said }),
    })
  }
  if (recipient.sms_state !== 'none') {
    const { sms_state, sms_reason, sms_said } = recipient
    const folder = sms_state === 'sent' && texts?.sms_works === false ? t('state.folder') : ''
    sent.push({
      way: 'sms',
      state: sms_state,
      reason: sms_reason ? t(`state.${sms_reason}`, { said: sms_said }) : folder,
    })
  }
  return (
    <>
      {sent.map(({ way, state, reason }) => (
        <span key={way} className={styles.state}>
          <span>{t(`state.${way}`)}:</span>
          <Badge tone={TONES[state]}>{t(`state.${state}`)}</Badge>
          {reason && <span className={styles.reason}>{reason}</span>}
        </span>
      ))}
    </>
  )
}
