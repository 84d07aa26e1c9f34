import { useTranslation } from 'react-i18next'
import { answer, http, oncePerClick } from '@/protocol/http'
import { Form, SubmitButton, TextField } from '@/ui'
import styles from './DialField.module.css'
import { useCanDial } from './use_can_dial'

interface DialFieldProps {
  /** The room into which the number is called, and what for. */
  room: string
  purpose: 'add' | 'transfer' | 'consult'
  /** It rings there now; how it goes is seen in the call. */
  onDialled: () => void
}

/** Calls a telephone number into the call (CAL-9, CAL-11); nothing where no telephones can be called. */
export function DialField({ room, purpose, onDialled }: DialFieldProps) {
  const { t } = useTranslation('calls')
  const canDial = useCanDial()
  if (!canDial) return null
  async function dial({ number = '' }: Record<string, string>) {
    const params = { path: { room_id: room } }
    const headers = oncePerClick()
    await answer(http.POST('/api/rooms/{room_id}/dial', { params, headers, body: { number, purpose } }))
    onDialled()
  }
  return (
    <section className={styles.dial} aria-label={t('dial.label')}>
      <h3 className={styles.title}>{t('dial.label')}</h3>
      <Form onSubmit={dial} className={styles.form ?? ''}>
        <TextField
          label={t('dial.number')}
          name="number"
          type="tel"
          inputMode="tel"
          autoComplete="off"
          maxLength={40}
          isRequired
        />
        <SubmitButton variant="secondary">{t(`dial.${purpose}`)}</SubmitButton>
      </Form>
    </section>
  )
}
