import { lazy, Suspense } from 'react'
import { persistently } from '@/protocol/persistently'
import { call } from '@/state/call'
import { me } from '@/state/me'
import { useStore } from '@/ui'

const GuestStrips = lazy(() => persistently(() => import('./GuestStrips')))

/** In the call of staff: who has opened his link and waits to be let in (CAL-11). */
export function LinkGuests() {
  const room = useStore(call.snapshot, ({ phase, room }) => (phase === 'talking' ? room : null))
  const role = useStore(me, ({ person }) => person?.role)
  if (room === null || (role !== 'agent' && role !== 'administrator')) return null
  return (
    <Suspense fallback={null}>
      <GuestStrips room={room} />
    </Suspense>
  )
}
