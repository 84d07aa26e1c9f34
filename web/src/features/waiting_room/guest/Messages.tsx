import { Send } from 'lucide-react'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { GuestPage } from '@/protocol/types'
import { Button, Card, toast } from '@/ui'
import { guest } from './guest_page'
import styles from './Messages.module.css'
import { timeInWords } from './when'

/** A short message to the agent, and what he answers. */
export function Messages({ page }: { page: GuestPage }) {
  const { t } = useTranslation('guest')
  const agent = page.appointment?.agent.name ?? ''
  const id = useId()
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)

  function send(event: FormEvent) {
    event.preventDefault()
    if (text.trim() === '' || busy) return
    setBusy(true)
    guest
      .say(text)
      .then(
        () => setText(''),
        // What was typed stays.
        (error: Error) => toast(error.message, { tone: 'danger' }),
      )
      .finally(() => setBusy(false))
  }

  return (
    <Card title={t('message.title', { agent })}>
      {page.messages.length === 0 ? (
        <p>{t('message.none', { agent })}</p>
      ) : (
        <ul role="list" aria-live="polite" className={styles.list}>
          {page.messages.map(({ id, by_agent, text, sent_at }) => (
            <li key={id} className={by_agent ? styles.theirs : styles.mine}>
              <span className={styles.head}>
                {by_agent ? agent : t('message.mine')} · {timeInWords(sent_at)}
              </span>
              <span className={styles.text}>{text}</span>
            </li>
          ))}
        </ul>
      )}
      <form onSubmit={send} className={styles.form}>
        <label htmlFor={id}>{t('message.field')}</label>
        <textarea
          id={id}
          rows={2}
          maxLength={500}
          value={text}
          placeholder={t('message.hint')}
          onChange={({ target }) => setText(target.value)}
          className={styles.field}
        />
        <Button type="submit" icon={Send} isPending={busy}>
          {t('message.send')}
        </Button>
      </form>
    </Card>
  )
}
