import { useDeferredValue } from 'react'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { call } from '@/state/call'
import { me } from '@/state/me'
import { useStore } from '@/ui'
import { CallScreen } from './CallScreen'

/** A call on a guest's page, which shows itself what comes before and after it. */
export default function GuestCall() {
  const snapshot = useDeferredValue(useStore(call.snapshot))
  const language = useStore(me, (current) => current.language)
  if (snapshot.phase !== 'countdown' && snapshot.phase !== 'talking') return null
  return (
    <I18nProvider locale={language === 'en' ? 'en-GB' : 'nl-NL'}>
      <CallScreen snapshot={snapshot} />
    </I18nProvider>
  )
}
