import { MailCheck } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, Form, SubmitButton, TextField } from '@/ui'
import { PublicPage, Verdict } from './PublicPage'
import { BackToSignIn } from './SignInLinks'

interface MailedPageProps {
  title: string
  intro: string
  submit: string
  sent: (email: string) => string
  send: (email: string) => Promise<void>
}

/** Asks an address and has something mailed to it. */
export function MailedPage({ title, intro, submit, sent, send }: MailedPageProps) {
  const { t } = useTranslation('accounts')
  const [sentTo, setSentTo] = useState<string | null>(null)
  if (sentTo !== null) {
    return (
      <Verdict
        icon={MailCheck}
        tone="ok"
        title={t('forgot_password.sent_title')}
        text={
          <>
            {sent(sentTo)} {t('forgot_password.no_mail')}
          </>
        }
      >
        <Button onPress={() => setSentTo(null)}>{t('forgot_password.again')}</Button>
        <BackToSignIn />
      </Verdict>
    )
  }
  return (
    <PublicPage title={title} intro={intro}>
      <Form
        onSubmit={async ({ email = '' }) => {
          await send(email.trim())
          setSentTo(email.trim())
        }}
      >
        <TextField
          label={t('sign_in.email')}
          name="email"
          type="email"
          autoComplete="email"
          autoCapitalize="none"
          isRequired
          autoFocus
        />
        <SubmitButton fullWidth>{submit}</SubmitButton>
      </Form>
      <BackToSignIn />
    </PublicPage>
  )
}
