import { CircleCheck, Link2Off } from 'lucide-react'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { allauth } from '@/protocol/allauth'
import { Refusal } from '@/protocol/refusal'
import { LinkButton } from '@/ui'
import { useLinkKey } from '../link_key'
import { NewPasswordForm } from '../NewPasswordForm'
import { PublicPage, Verdict } from '../PublicPage'
import { BackToSignIn, SignInButton } from '../SignInLinks'
import { useAnswer, WhenReady } from '../use_answer'

const PATH = 'auth/password/reset'

/** ACC-7: a new password by a mailed link, which works for an hour and once. */
export default function ResetPassword() {
  const { t } = useTranslation('accounts')
  const key = useLinkKey()
  const [outcome, setOutcome] = useState<'done' | 'dead' | null>(null)
  const look = useCallback(
    async () => (await allauth('GET', PATH, undefined, { 'X-Password-Reset-Key': key })).status === 200,
    [key],
  )
  const { asked, retry } = useAnswer(look)

  async function send(password: string) {
    const answer = await allauth('POST', PATH, { key, password })
    // 401: the password has been set, and nobody is signed in by that.
    if (answer.status === 200 || answer.status === 401) setOutcome('done')
    else if (answer.errors.some(({ param }) => param === 'key')) setOutcome('dead')
    else throw new Refusal(answer.status, answer.errors)
  }

  if (outcome === 'done') {
    return (
      <Verdict icon={CircleCheck} tone="ok" title={t('reset.done_title')} text={t('reset.done')}>
        <SignInButton />
      </Verdict>
    )
  }
  return (
    <WhenReady asked={asked} retry={retry}>
      {(works) =>
        works && outcome !== 'dead' ? (
          <PublicPage title={t('reset.title')} intro={t('reset.intro')}>
            <NewPasswordForm
              label={t('reset.new_password')}
              submit={t('reset.submit')}
              strict="maybe"
              send={send}
            />
          </PublicPage>
        ) : (
          <Verdict icon={Link2Off} tone="warn" title={t('reset.dead_title')} text={t('reset.dead')}>
            <LinkButton href="/wachtwoord-vergeten" variant="primary">
              {t('reset.ask_again')}
            </LinkButton>
            <BackToSignIn />
          </Verdict>
        )
      }
    </WhenReady>
  )
}
