import { CircleUser, LogOut, Settings, Wifi } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { LanguageSwitch } from '@/features/language'
import { setLanguage, signOut } from '@/state/session'
import { Menu, toast } from '@/ui'
import styles from './Shell.module.css'

/** What somebody does with his own account, and the language. */
export function AccountMenu() {
  const { t } = useTranslation('shell')
  const [, navigate] = useLocation()
  return (
    <>
      <span className={styles.language}>
        <LanguageSwitch onChoose={setLanguage} />
      </span>
      <Menu
        label={t('account')}
        icon={CircleUser}
        items={[
          { label: t('settings'), icon: Settings, onPress: () => navigate('/instellingen/gegevens') },
          { label: t('connection_test'), icon: Wifi, onPress: () => navigate('/verbindingstest') },
          {
            label: t('sign_out'),
            icon: LogOut,
            onPress: () => {
              signOut()
                .then(() => navigate('/inloggen'))
                .catch(() => toast(t('signed_out_failed'), { tone: 'danger' }))
            },
          },
        ]}
      />
    </>
  )
}
