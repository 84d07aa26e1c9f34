import { useTranslation } from 'react-i18next'
import { refreshSession, session, signOut } from '@/state/session'
import { Button, toast, useStore } from '@/ui'
import { PublicPage } from '../PublicPage'
import { TwoFactorSteps } from '../TwoFactorSteps'

/** ACC-8: who must use a second factor sets it up before anything else. */
export default function TwoFactorSetup() {
  const { t } = useTranslation('accounts')
  const organisation = useStore(session, (current) => current.organisation?.name ?? '')
  return (
    <PublicPage
      title={t('two_factor.forced_title')}
      intro={t('two_factor.forced_intro', { organisation })}
      width="m"
    >
      <TwoFactorSteps onDone={() => void refreshSession()} />
      <Button
        variant="quiet"
        onPress={() => void signOut().catch((error: Error) => toast(error.message, { tone: 'danger' }))}
      >
        {t('two_factor.sign_out')}
      </Button>
    </PublicPage>
  )
}
