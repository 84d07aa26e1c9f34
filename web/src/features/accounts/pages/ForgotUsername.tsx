import { useTranslation } from 'react-i18next'
import { answer, http } from '@/protocol/http'
import { MailedPage } from '../MailedPage'

/** ACC-7: the user name, mailed; the screen says the same of an unknown address. */
export default function ForgotUsername() {
  const { t } = useTranslation('accounts')
  return (
    <MailedPage
      title={t('forgot_username.title')}
      intro={t('forgot_username.intro')}
      submit={t('forgot_username.submit')}
      sent={(email) => t('forgot_username.sent', { email })}
      send={async (email) => {
        await answer(http.POST('/api/username-reminder', { body: { email } }))
      }}
    />
  )
}
