import { CircleCheck, Clock, Link2Off, MailCheck } from 'lucide-react'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import { answer, http } from '@/protocol/http'
import { Button, toast } from '@/ui'
import { NewPasswordForm } from '../NewPasswordForm'
import styles from '../Owner.module.css'
import { PublicPage, Verdict } from '../PublicPage'
import { SignedInNotice } from '../SignedInNotice'
import { BackToSignIn, SignInButton } from '../SignInLinks'
import { useAnswer, WhenReady } from '../use_answer'

/** ACC-2: the first password of an account that an administrator made, by a mailed link. */
export default function Activation() {
  const { t } = useTranslation('accounts')
  const { token = '' } = useParams<{ token: string }>()
  const [activated, setActivated] = useState<string | null>(null)
  const path = { path: { token } }
  const look = useCallback(
    () => answer(http.GET('/api/activations/{token}', { params: { path: { token } } })),
    [token],
  )
  const { asked, retry } = useAnswer(look)

  if (activated !== null) {
    return (
      <Verdict
        icon={CircleCheck}
        tone="ok"
        title={t('activation.done_title')}
        text={t('activation.done', { email: activated })}
      >
        <SignInButton as={activated} />
      </Verdict>
    )
  }
  return (
    <WhenReady asked={asked} retry={retry}>
      {({ state, name, email, organisation, strict }) => {
        if (state === 'expired') return <Expired token={token} />
        if (state === 'used') {
          return (
            <Verdict
              icon={CircleCheck}
              tone="ok"
              title={t('activation.used_title')}
              text={t('activation.used')}
            >
              <SignInButton />
            </Verdict>
          )
        }
        if (state !== 'valid') {
          return (
            <Verdict
              icon={Link2Off}
              tone="warn"
              title={t(`activation.${state}_title`)}
              text={t(`activation.${state}`)}
            >
              <BackToSignIn />
            </Verdict>
          )
        }
        return (
          <PublicPage title={t('activation.title', { name })} intro={t('activation.intro', { organisation })}>
            <SignedInNotice />
            <dl className={styles.owner}>
              <dt>{t('activation.for')}</dt>
              <dd>{email}</dd>
            </dl>
            <NewPasswordForm
              label={t('sign_in.password')}
              submit={t('activation.submit')}
              strict={strict}
              send={async (password) => {
                const body = { password }
                const made = await answer(http.POST('/api/activations/{token}', { params: path, body }))
                setActivated(made.email)
              }}
            />
          </PublicPage>
        )
      }}
    </WhenReady>
  )
}

/** The link is too old; one click mails another. */
function Expired({ token }: { token: string }) {
  const { t } = useTranslation('accounts')
  const [step, setStep] = useState<'ask' | 'busy' | 'mailed'>('ask')

  async function renew() {
    setStep('busy')
    try {
      await answer(http.POST('/api/activations/{token}/renew', { params: { path: { token } } }))
      setStep('mailed')
    } catch (error) {
      setStep('ask')
      toast((error as Error).message, { tone: 'danger' })
    }
  }

  if (step === 'mailed') {
    return (
      <Verdict
        icon={MailCheck}
        tone="ok"
        title={t('activation.renewed_title')}
        text={t('activation.renewed')}
      >
        <BackToSignIn />
      </Verdict>
    )
  }
  return (
    <Verdict icon={Clock} tone="warn" title={t('activation.expired_title')} text={t('activation.expired')}>
      <Button variant="primary" isPending={step === 'busy'} onPress={() => void renew()}>
        {t('activation.renew')}
      </Button>
    </Verdict>
  )
}
