import { useDeferredValue, useEffect } from 'react'
import { type CallSnapshot, call } from '@/state/call'
import { useStore } from '@/ui'
import { CallScreen } from './CallScreen'
import { Countdown } from './Countdown'
import { EndScreen } from './EndScreen'
import { IncomingCall } from './IncomingCall'
import { OutgoingCall } from './OutgoingCall'
import { ReturnOffer } from './ReturnOffer'

/** Everything of a call, over whatever screen is open. */
export function CallLayer() {
  // Drawn in small steps: the first signals of a connection must not wait until a whole screen is drawn.
  const snapshot = useDeferredValue(useStore(call.snapshot))
  useWarningBeforeLeaving(snapshot)
  const ring = snapshot.incoming[0]
  switch (snapshot.phase) {
    case 'preparing':
    case 'calling':
      return <OutgoingCall snapshot={snapshot} />
    case 'countdown':
    case 'talking':
      return (
        <>
          <CallScreen snapshot={snapshot} />
          {snapshot.phase === 'countdown' && <Countdown snapshot={snapshot} />}
        </>
      )
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
