import { Bell, Camera, ShieldCheck, UserRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { SectionFrame } from './SectionFrame'

interface SettingsFrameProps {
  title: string
  intro?: ReactNode
  children: ReactNode
}

/** Around every page of the settings. */
export function SettingsFrame(props: SettingsFrameProps) {
  const { t } = useTranslation('profile')
  return (
    <SectionFrame
      {...props}
      label={t('settings')}
      sections={[
        { href: '/instellingen/gegevens', label: t('sections.details'), icon: UserRound },
        { href: '/instellingen/meldingen', label: t('sections.notifications'), icon: Bell },
        { href: '/instellingen/apparaten', label: t('sections.devices'), icon: Camera },
        { href: '/instellingen/beveiliging', label: t('sections.security'), icon: ShieldCheck },
      ]}
    />
  )
}
