import { type CallController, call } from '@/state/call'
import { type Myself, me } from '@/state/me'
import { useStore } from '@/ui'

/** Who takes part from this page, and with which call. */
export interface CallUser {
  call: CallController
  me: Myself | null
  /** Staff may bring others in, consult and hand over (CAL-9, CAL-10, CAL-11). */
  isStaff: boolean
}

/** The same for who is signed in and for guests. */
export function useCall(): CallUser {
  const person = useStore(me, (current) => current.person)
  return { call, me: person, isStaff: person?.role === 'administrator' || person?.role === 'agent' }
}
