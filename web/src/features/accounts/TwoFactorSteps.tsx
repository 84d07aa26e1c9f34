import { Copy } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { allauth } from '@/protocol/allauth'
import { Button, copyText, Form, PasswordField, Steps, SubmitButton, TextField, toast } from '@/ui'
import { offeredSecret, recoveryCodes, succeeded } from './allauth_answers'
import codeStyles from './CodeStep.module.css'
import { RecoveryCodes } from './RecoveryCodes'
import styles from './TwoFactor.module.css'
import { useReauthentication } from './use_reauthentication'

const TOTP = 'account/authenticators/totp'

type Stage = { step: 0 } | { step: 1; secret: string } | { step: 2; codes: string[] }

/** ACC-8: the password, the app, the recovery codes. */
export function TwoFactorSteps({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('accounts')
  const [stage, setStage] = useState<Stage>({ step: 0 })
  const { run, dialog } = useReauthentication()

  async function start({ password = '' }: Record<string, string>) {
    succeeded(await allauth('POST', 'auth/reauthenticate', { password }))
    const offer = await allauth('GET', TOTP)
    const secret = offeredSecret(offer)
    if (secret === null) await showCodes()
    else setStage({ step: 1, secret })
  }

  async function confirm({ code = '' }: Record<string, string>) {
    // The server may have forgotten the password while somebody looked for an app.
    succeeded(await run(() => allauth('POST', TOTP, { code: code.replaceAll(/\s/g, '') })))
    await showCodes()
  }

  async function showCodes() {
    const answer = await run(() => allauth('GET', 'account/authenticators/recovery-codes'))
    setStage({ step: 2, codes: recoveryCodes(succeeded(answer)) })
  }

  return (
    <div className={styles.part}>
      <Steps
        steps={[t('two_factor.steps.password'), t('two_factor.steps.app'), t('two_factor.steps.codes')]}
        current={stage.step}
      />
      {stage.step === 0 && (
        <Form onSubmit={start}>
          <p>{t('two_factor.password_text')}</p>
          <PasswordField
            label={t('sign_in.password')}
            name="password"
            autoComplete="current-password"
            isRequired
            autoFocus
          />
          <SubmitButton>{t('two_factor.start')}</SubmitButton>
        </Form>
      )}
      {stage.step === 1 && <AppStep secret={stage.secret} onCode={confirm} />}
      {stage.step === 2 && <RecoveryCodes codes={stage.codes} onDone={onDone} />}
      {dialog}
    </div>
  )
}

interface AppStepProps {
  secret: string
  onCode: (data: Record<string, string>) => Promise<void>
}

function AppStep({ secret, onCode }: AppStepProps) {
  const { t } = useTranslation('accounts')

  async function copy() {
    const copied = await copyText(secret)
    toast(copied ? t('two_factor.copied') : t('two_factor.not_copied'), { tone: copied ? 'info' : 'danger' })
  }

  return (
    <Form onSubmit={onCode}>
      <ol className={styles.instructions}>
        <li>{t('two_factor.app_1')}</li>
        <li>
          {t('two_factor.app_2')}
          <div className={styles.scan}>
            {/* Another secret is another picture. */}
            <img
              src={`/api/two-factor/qr.svg?${secret.slice(-6)}`}
              alt={t('two_factor.qr')}
              width={200}
              height={200}
              className={styles.qr}
            />
            <div className={styles.secret}>
              <p>{t('two_factor.cannot_scan')}</p>
              <code className={styles.key}>{inGroups(secret)}</code>
              <Button icon={Copy} onPress={() => void copy()}>
                {t('two_factor.copy_secret')}
              </Button>
            </div>
          </div>
        </li>
        <li>{t('two_factor.app_3')}</li>
      </ol>
      <TextField
        label={t('two_factor.code')}
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={9}
        isRequired
        className={codeStyles.digits ?? ''}
      />
      <SubmitButton>{t('two_factor.confirm')}</SubmitButton>
    </Form>
  )
}

/** Letters in groups of four are easier to copy by hand. */
function inGroups(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(' ') ?? secret
}
