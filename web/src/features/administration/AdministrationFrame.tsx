import { AudioLines, Globe, Headset, Palette, Phone, ScrollText, Users, UsersRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { SectionFrame } from '@/features/profile'

interface AdministrationFrameProps {
  title: string
  intro?: ReactNode
  actions?: ReactNode
  wide?: boolean
  children: ReactNode
}

/** Around every page of the administration. */
export function AdministrationFrame(props: AdministrationFrameProps) {
  const { t } = useTranslation('administration')
  return (
    <SectionFrame
      {...props}
      label={t('administration')}
      sections={[
        { href: '/beheer/mensen', label: t('sections.people'), icon: Users },
        { href: '/beheer/groepen', label: t('sections.groups'), icon: UsersRound },
        { href: '/beheer/beleid', label: t('sections.policies'), icon: ScrollText },
        { href: '/beheer/huisstijl', label: t('sections.branding'), icon: Palette },
        { href: '/beheer/websiteknop', label: t('sections.website_button'), icon: Globe },
        { href: '/beheer/telefonie', label: t('sections.telephony'), icon: Phone },
        { href: '/beheer/conferenties', label: t('sections.conferences'), icon: Headset },
        { href: '/beheer/gesproken-teksten', label: t('sections.prompts'), icon: AudioLines },
      ]}
    />
  )
}
