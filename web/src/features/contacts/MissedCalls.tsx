import { PhoneMissed } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useUnseenCalls } from '@/features/history'
import { Banner, LinkButton } from '@/ui'

/** Says that somebody called while nobody looked, with the way there (CAL-12). */
export function MissedCalls() {
  const { t } = useTranslation('contacts')
  const count = useUnseenCalls()
  if (count === 0) return null
  return (
    <Banner
      tone="info"
      action={
        <LinkButton href="/oproepen" icon={PhoneMissed}>
          {t('home.missed_look')}
        </LinkButton>
      }
    >
      {t('home.missed', { count })}
    </Banner>
  )
}
