import { useTranslation } from 'react-i18next'
import { session } from '@/state/session'
import { Spinner, useStore } from '@/ui'
import { PasswordCard } from '../PasswordCard'
import { SettingsFrame } from '../SettingsFrame'
import { SignedInDevices } from '../SignedInDevices'
import { TwoFactorCard } from '../TwoFactorCard'

/** ACC-8, ACC-10, PRO-1: the password, the second factor and the devices. */
export default function Security() {
  const { t } = useTranslation('profile')
  const person = useStore(session, (current) => current.person)
  return (
    <SettingsFrame title={t('sections.security')} intro={t('security.intro')}>
      {person === null ? (
        <Spinner />
      ) : (
        <>
          <TwoFactorCard isOn={person.two_factor} />
          <PasswordCard person={person} />
          <SignedInDevices />
        </>
      )}
    </SettingsFrame>
  )
}
