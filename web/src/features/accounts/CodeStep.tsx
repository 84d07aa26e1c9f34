import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { allauth } from '@/protocol/allauth'
import { Refusal } from '@/protocol/refusal'
import { refreshSession } from '@/state/session'
import { Button, Form, SubmitButton, TextField } from '@/ui'
import { asksCode } from './allauth_answers'
import styles from './CodeStep.module.css'
import { PublicPage } from './PublicPage'

interface CodeStepProps {
  /** The server has forgotten the password that was given. */
  onExpired: () => void
  onBack: () => void
}

/** ACC-8: the code of the app after the password, or one of the recovery codes. */
export function CodeStep({ onExpired, onBack }: CodeStepProps) {
  const { t } = useTranslation('accounts')
  const [recovery, setRecovery] = useState(false)

  async function send({ code = '' }: Record<string, string>) {
    const answer = await allauth('POST', 'auth/2fa/authenticate', { code: code.replaceAll(/\s/g, '') })
    if (answer.status === 200 || answer.status === 409) await refreshSession()
    else if (answer.status === 401 && !asksCode(answer)) onExpired()
    else throw new Refusal(answer.status, answer.errors)
  }

  return (
    <PublicPage title={t('code.title')} intro={recovery ? undefined : t('code.intro')}>
      <Form key={String(recovery)} onSubmit={send}>
        {recovery ? (
          <TextField
            label={t('code.recovery_label')}
            description={t('code.recovery_help')}
            name="code"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck="false"
            isRequired
            autoFocus
          />
        ) : (
          <TextField
            label={t('code.label')}
            description={t('code.help')}
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={9}
            isRequired
            autoFocus
            className={styles.digits ?? ''}
          />
        )}
        <SubmitButton fullWidth>{t('code.submit')}</SubmitButton>
      </Form>
      <div className={styles.ways}>
        <Button variant="quiet" onPress={() => setRecovery(!recovery)}>
          {recovery ? t('code.use_app') : t('code.use_recovery')}
        </Button>
        <Button variant="quiet" onPress={onBack}>
          {t('code.back')}
        </Button>
      </div>
    </PublicPage>
  )
}
