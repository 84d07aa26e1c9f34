import { useTranslation } from 'react-i18next'
import { session } from '@/state/session'
import { Banner, useStore } from '@/ui'

/** Tells who opens a link of a mail that somebody is signed in, perhaps another person on the same computer. */
export function SignedInNotice() {
  const { t } = useTranslation('accounts')
  const person = useStore(session, (current) => current.person)
  return person ? <Banner tone="info">{t('signed_in_as', { name: person.name })}</Banner> : null
}
