import { CircleCheck, Link2Off } from 'lucide-react'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { allauth } from '@/protocol/allauth'
import { Refusal } from '@/protocol/refusal'
import { refreshSession, session } from '@/state/session'
import { Form, LinkButton, SubmitButton, useStore } from '@/ui'
import { addressOf } from '../allauth_answers'
import { useLinkKey } from '../link_key'
import { PublicPage, Verdict } from '../PublicPage'
import { BackToSignIn, SignInButton } from '../SignInLinks'
import { useAnswer, WhenReady } from '../use_answer'

const PATH = 'auth/email/verify'

/** PRO-1: a new e-mail address counts when its owner has confirmed it. */
export default function ConfirmEmail() {
  const { t } = useTranslation('accounts')
  const key = useLinkKey()
  const signedIn = useStore(session, ({ status }) => status === 'signed_in')
  const [done, setDone] = useState<string | null>(null)
  const look = useCallback(async () => {
    const found = await allauth('GET', PATH, undefined, { 'X-Email-Verification-Key': key })
    return found.status === 200 ? addressOf(found) : null
  }, [key])
  const { asked, retry } = useAnswer(look)

  async function confirm(email: string) {
    const confirmed = await allauth('POST', PATH, { key })
    // 401: confirmed, and nobody is signed in by that.
    if (confirmed.status !== 200 && confirmed.status !== 401)
      throw new Refusal(confirmed.status, confirmed.errors)
    setDone(email)
    await refreshSession()
  }

  if (done !== null) {
    return (
      <Verdict
        icon={CircleCheck}
        tone="ok"
        title={t('confirm_email.done_title')}
        text={t('confirm_email.done', { email: done })}
      >
        {signedIn ? (
          <LinkButton href="/" variant="primary">
            {t('invitation.to_app')}
          </LinkButton>
        ) : (
          <SignInButton as={done} />
        )}
      </Verdict>
    )
  }
  return (
    <WhenReady asked={asked} retry={retry}>
      {(email) =>
        email === null ? (
          <Verdict
            icon={Link2Off}
            tone="warn"
            title={t('confirm_email.dead_title')}
            text={t('confirm_email.dead')}
          >
            <BackToSignIn />
          </Verdict>
        ) : (
          <PublicPage title={t('confirm_email.title')}>
            <Form onSubmit={() => confirm(email)}>
              <p>{t('confirm_email.text', { email })}</p>
              <SubmitButton fullWidth>{t('confirm_email.submit')}</SubmitButton>
            </Form>
          </PublicPage>
        )
      }
    </WhenReady>
  )
}
