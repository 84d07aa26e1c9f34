import { lazy, Suspense, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { takeEarlyTracks } from '@/guest/early_media'
import { persistently } from '@/protocol/persistently'
import { useStore } from '@/ui'
import { Cancelled, Elsewhere, Ended, NoLink, Over, Refused, Unreachable } from './Closed'
import { GuestFrame } from './GuestFrame'
import { guest, openGuestPage } from './guest_page'
import { Waiting } from './Waiting'

const GuestCall = lazy(() => persistently(() => import('@/features/calls/GuestCall')))

/** The page of somebody who comes for his appointment (WAI-1), or is asked into a call (CAL-11). */
export function AppointmentGuest() {
  const { t } = useTranslation('guest')
  const now = useStore(guest.now)
  useEffect(() => openGuestPage(takeEarlyTracks), [])
  useEffect(() => {
    const { page } = now
    document.title = `${t(page?.invitation ? 'title_call' : 'title')} · ${page?.organisation.name ?? 'Oogcontact'}`
  }, [now, t])
  return (
    <>
      <GuestFrame organisation={now.page?.organisation ?? null}>
        <Screen />
      </GuestFrame>
      {now.called && (
        <Suspense fallback={null}>
          <GuestCall />
        </Suspense>
      )}
    </>
  )
}

function Screen() {
  const { status, stage, page, refusal } = useStore(guest.now)
  if (status === 'no_link') return <NoLink />
  if (status === 'refused') return <Refused refusal={refusal} />
  if (status === 'unreachable' && page === null) return <Unreachable />
  if (page?.state === 'cancelled' || page?.state === 'none') return <Cancelled page={page} />
  if (stage === 'elsewhere') return <Elsewhere />
  if (stage === 'ended') return <Ended page={page} />
  if (page?.state === 'over') return <Over page={page} />
  return <Waiting page={page} />
}
