import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NotConfirmed, succeeded, unconfirmedAddress, useReauthentication } from '@/features/accounts'
import { allauth } from '@/protocol/allauth'
import { Banner, Button, toast } from '@/ui'
import styles from './settings.module.css'

const PATH = 'account/email'

/** PRO-1: the new address that waits until its owner has opened the link in the mail. */
export function PendingAddress() {
  const { t } = useTranslation('profile')
  const [email, setEmail] = useState<string | null>(null)
  const { run, dialog } = useReauthentication()

  useEffect(() => {
    let wanted = true
    allauth('GET', PATH).then(
      (answer) => wanted && setEmail(unconfirmedAddress(answer)),
      // Without an answer nothing is told of an address that may not even be there.
      () => undefined,
    )
    return () => {
      wanted = false
    }
  }, [])

  async function resend() {
    const answer = await run(() => allauth('PUT', PATH, { email }))
    toast(answer.status === 403 ? t('details.pending_not_resent') : t('details.pending_resent'))
  }

  async function cancel() {
    succeeded(await run(() => allauth('DELETE', PATH, { email })))
    setEmail(null)
    toast(t('details.pending_cancelled'))
  }

  const press = (command: () => Promise<void>) => () =>
    void command().catch((error: Error) => {
      if (!(error instanceof NotConfirmed)) toast(error.message, { tone: 'danger' })
    })

  return (
    <>
      {email !== null && (
        <Banner tone="warn" title={t('details.pending_title')}>
          <p>{t('details.pending', { email })}</p>
          <div className={styles.ways}>
            <Button onPress={press(resend)}>{t('details.pending_resend')}</Button>
            <Button variant="quiet" onPress={press(cancel)}>
              {t('details.pending_cancel')}
            </Button>
          </div>
        </Banner>
      )}
      {dialog}
    </>
  )
}
