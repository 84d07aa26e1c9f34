import { type ReactNode, useDeferredValue, useEffect } from 'react'
import type { CallSnapshot } from '@/state/call'
import { useStore } from '@/ui'
import { CallScreen } from './CallScreen'
import { EndScreen } from './EndScreen'
import { IncomingCall } from './IncomingCall'
import { useNotices } from './notices'
import { OutgoingCall } from './OutgoingCall'
import { ReturnOffer } from './ReturnOffer'
import { useCall } from './use_call'

/** Everything of a call, over whatever screen is open; `beside` is what other features say in the call itself. */
export function CallLayer({ beside }: { beside?: ReactNode }) {
  const { call } = useCall()
  // Drawn in small steps: the first signals of a connection must not wait until a whole screen is drawn.
  const snapshot = useDeferredValue(useStore(call.snapshot))
  useWarningBeforeLeaving(snapshot)
  useNotices()
  const ring = snapshot.incoming[0]
  switch (snapshot.phase) {
    case 'preparing':
    case 'calling':
      return <OutgoingCall snapshot={snapshot} />
    case 'countdown':
    case 'talking':
      return <CallScreen snapshot={snapshot} beside={beside} />
    default:
      if (ring) return <IncomingCall key={ring.id} ring={ring} more={snapshot.incoming.length - 1} />
      if (snapshot.returnable) return <ReturnOffer room={snapshot.returnable} until={snapshot.returnUntil} />
      return snapshot.outcome ? <EndScreen outcome={snapshot.outcome} /> : null
  }
}

/** A closed window ends the sound and picture: the browser asks first. */
function useWarningBeforeLeaving({ phase }: CallSnapshot): void {
  const talking = phase === 'talking' || phase === 'countdown'
  useEffect(() => {
    if (!talking || !navigator.userActivation?.hasBeenActive) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [talking])
}
