import { Phone } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallMe as Wish } from '@/protocol/types'
import { callMe } from '@/state/call_me'
import { Banner, Button, Form, SubmitButton, TextField, toast, useStore } from '@/ui'
import styles from './CallMe.module.css'

/** Bel mij in plaats daarvan (WAI-5): for a guest whose video does not work; nothing where nobody can be called. */
export function CallMe() {
  const { t } = useTranslation('call_me')
  const wish = useStore(callMe.wish)
  const [asking, setAsking] = useState(false)
  useEffect(() => void callMe.load(), [])
  if (!wish?.possible) return null
  const underWay = wish.state === 'waiting' || wish.state === 'calling' || wish.state === 'talking'
  if (asking && !underWay) return <Ask wish={wish} onDone={() => setAsking(false)} />
  return (
    <section className={styles.callMe} aria-label={t('ask')}>
      {wish.state !== '' && wish.state !== 'withdrawn' && (
        <Banner tone={underWay || wish.state === 'over' ? 'info' : 'warn'}>
          {t(wish.state, { number: wish.number })}
        </Banner>
      )}
      {underWay ? (
        wish.state === 'waiting' && <Button onPress={() => void withdraw()}>{t('withdraw')}</Button>
      ) : wish.tries_left > 0 ? (
        <Button icon={Phone} onPress={() => setAsking(true)}>
          {t(isInVain(wish) ? 'again' : 'ask')}
        </Button>
      ) : (
        <p>{t('no_more')}</p>
      )}
    </section>
  )
}

function Ask({ wish, onDone }: { wish: Wish; onDone: () => void }) {
  const { t } = useTranslation('call_me')
  async function ask({ number = '' }: Record<string, string>) {
    await callMe.ask(number)
    onDone()
  }
  return (
    <section className={styles.callMe} aria-label={t('ask')}>
      <p>{t('intro')}</p>
      <Form onSubmit={ask}>
        {wish.own_number ? (
          <p>{t('own', { number: wish.own_number })}</p>
        ) : (
          <TextField
            label={t('number')}
            name="number"
            type="tel"
            inputMode="tel"
            autoComplete="tel-national"
            defaultValue={wish.number}
            maxLength={40}
            isRequired
            autoFocus
          />
        )}
        <div className={styles.buttons}>
          <SubmitButton>{t('confirm')}</SubmitButton>
          <Button variant="quiet" onPress={onDone}>
            {t('not_now')}
          </Button>
        </div>
      </Form>
    </section>
  )
}

function isInVain({ state }: Wish): boolean {
  return state === 'busy' || state === 'no_answer' || state === 'declined' || state === 'failed'
}

async function withdraw(): Promise<void> {
  await callMe.withdraw().catch((error: Error) => toast(error.message))
}
