import { CircleCheck, CircleX, Link2Off } from 'lucide-react'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import { answer, http } from '@/protocol/http'
import { LinkButton } from '@/ui'
import { Landing } from '../Landing'
import { PublicPage, Verdict } from '../PublicPage'
import { Registration } from '../Registration'
import { BackToSignIn, SignInButton } from '../SignInLinks'
import { useAnswer, WhenReady } from '../use_answer'

/** ACC-4, ACC-5: what a client can do with the invitation that he was mailed. */
export default function Invitation() {
  const { t } = useTranslation('accounts')
  const { token = '' } = useParams<{ token: string }>()
  const [step, setStep] = useState<'landing' | 'registering' | 'accepted' | 'declined'>('landing')
  const look = useCallback(
    () => answer(http.GET('/api/invitations/{token}', { params: { path: { token } } })),
    [token],
  )
  const { asked, retry } = useAnswer(look)

  if (step === 'accepted') {
    return (
      <Verdict
        icon={CircleCheck}
        tone="ok"
        title={t('invitation.accepted_title')}
        text={t('invitation.accepted')}
      >
        <LinkButton href="/" variant="primary">
          {t('invitation.to_app')}
        </LinkButton>
      </Verdict>
    )
  }
  if (step === 'declined') return <Declined />
  return (
    <WhenReady asked={asked} retry={retry}>
      {(invitation) => {
        const { state } = invitation
        if (state === 'declined') return <Declined />
        if (state === 'used') {
          return (
            <Verdict
              icon={CircleCheck}
              tone="ok"
              title={t('invitation.used_title')}
              text={t('invitation.used')}
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
              title={t(`invitation.${state}_title`)}
              text={t(`invitation.${state}`)}
            >
              <BackToSignIn />
            </Verdict>
          )
        }
        if (step === 'registering') {
          return (
            <PublicPage title={t('registration.title')} width="m">
              <Registration token={token} invitation={invitation} onBack={() => setStep('landing')} />
            </PublicPage>
          )
        }
        return (
          <Landing
            token={token}
            invitation={invitation}
            onRegister={() => setStep('registering')}
            onAccepted={() => setStep('accepted')}
            onDeclined={() => setStep('declined')}
          />
        )
      }}
    </WhenReady>
  )
}

function Declined() {
  const { t } = useTranslation('accounts')
  return (
    <Verdict
      icon={CircleX}
      tone="warn"
      title={t('invitation.declined_title')}
      text={t('invitation.declined')}
    />
  )
}
