import { ScrollText, Users } from 'lucide-react'
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
        { href: '/beheer/beleid', label: t('sections.policies'), icon: ScrollText },
      ]}
    />
  )
}
