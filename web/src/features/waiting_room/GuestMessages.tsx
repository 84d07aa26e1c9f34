import { Send } from 'lucide-react'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatTime } from '@/i18n/format'
import type { WaitingGuest } from '@/protocol/types'
import { Button, toast } from '@/ui'
import { answerGuest } from './commands'
import styles from './WaitingRoom.module.css'

/** What a guest wrote while he waits, and the agent's short answer. */
export function GuestMessages({ appointment, guest }: { appointment: string; guest: WaitingGuest }) {
  const { t } = useTranslation('waiting_room')
  const id = useId()
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const { name, messages } = guest
  if (messages.length === 0) return null

  async function send(event: FormEvent) {
    event.preventDefault()
    if (text.trim() === '' || busy) return
    setBusy(true)
    try {
      await answerGuest(appointment, guest.id, text)
      setText('')
      toast(t('sent'))
    } catch (error) {
      toast((error as Error).message, { tone: 'danger' })
    } finally {
      setBusy(false)
    }
  }

  return (
    <section aria-label={t('messages', { name })} className={styles.messages}>
      <ul role="list" className={styles.guests}>
        {messages.map(({ id, by_agent, text, sent_at }) => (
          <li key={id} className={styles.message}>
            <span className={styles.subject}>
              {by_agent ? t('mine') : name} · {formatTime(sent_at)}
            </span>
            <span className={styles.words}>{text}</span>
          </li>
        ))}
      </ul>
      <form onSubmit={(event) => void send(event)} className={styles.answer}>
        <label htmlFor={id}>{t('answer', { name })}</label>
        <input
          id={id}
          maxLength={500}
          autoComplete="off"
          value={text}
          onChange={({ target }) => setText(target.value)}
          className={styles.field}
        />
        <Button type="submit" icon={Send} isPending={busy}>
          {t('send')}
        </Button>
      </form>
    </section>
  )
}
