import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { session, signOut } from '@/state/session'
import { Button, TextLink, toast, useStore } from '@/ui'
import { nextName } from './link_intent'

/** The way to the sign-in page; who is signed in as somebody else is signed out first. */
export function SignInButton({ as = '' }: { as?: string }) {
  const { t } = useTranslation('accounts')
  const signedIn = useStore(session, ({ status }) => status === 'signed_in')
  const [, navigate] = useLocation()

  async function go() {
    if (signedIn) await signOut()
    nextName.set(as)
    navigate('/inloggen')
  }

  return (
    <Button
      variant="primary"
      onPress={() => void go().catch((error: Error) => toast(error.message, { tone: 'danger' }))}
    >
      {t('sign_in.submit')}
    </Button>
  )
}

export function BackToSignIn() {
  const { t } = useTranslation('accounts')
  return (
    <p>
      <TextLink href="/inloggen">{t('forgot_password.to_sign_in')}</TextLink>
    </p>
  )
}
