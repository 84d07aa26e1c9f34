import { Compass } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { EmptyState, LinkButton } from '@/ui'

/** An address that is no page. */
export function NotFound() {
  const { t } = useTranslation('shell')
  return (
    <EmptyState
      icon={Compass}
      title={t('not_found_title')}
      text={t('not_found')}
      action={
        <LinkButton href="/" variant="primary">
          {t('to_home')}
        </LinkButton>
      }
    />
  )
}
