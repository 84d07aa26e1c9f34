import { useTranslation } from 'react-i18next'
import { allauth } from '@/protocol/allauth'
import { succeeded } from '../allauth_answers'
import { MailedPage } from '../MailedPage'

/** ACC-7: a link for a new password, mailed; the screen says the same of an unknown address. */
export default function ForgotPassword() {
  const { t } = useTranslation('accounts')
  return (
    <MailedPage
      title={t('forgot_password.title')}
      intro={t('forgot_password.intro')}
      submit={t('forgot_password.submit')}
      sent={(email) => t('forgot_password.sent', { email })}
      send={async (email) => {
        succeeded(await allauth('POST', 'auth/password/request', { email }))
      }}
    />
  )
}
