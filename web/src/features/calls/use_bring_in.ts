import { Headset, PhoneForwarded, UserPlus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { CallSnapshot, JoiningWay } from '@/state/call'
import { isJoining } from '@/state/call/joining'
import { toast } from '@/ui'
import type { Action } from './CallBar'
import { useCall } from './use_call'

/** People in one call (CAL-13). */
const AT_MOST = 3

const ICONS = { transfer: PhoneForwarded, consult: Headset, add: UserPlus }

/** The buttons with which staff hands over, consults and adds; none for clients and guests. */
export function useBringIn(snapshot: CallSnapshot, open: (way: JoiningWay) => void): Action[] {
  const { t } = useTranslation('calls')
  const { isStaff } = useCall()
  const { room, circle, phase, outgoing, asking, peers } = snapshot
  if (!isStaff || room === null) return []
  const seats = room.seats.filter(({ state }) => state !== 'left')
  const rung = outgoing.filter(({ state }) => state === 'ringing' || state === 'queued')
  const goesOn =
    circle !== 'main' || rung.some(isJoining) || seats.some(({ successor }) => successor !== null)
  const full = seats.length + rung.length >= AT_MOST
  return (['transfer', 'consult', 'add'] as const).map((way) => ({
    id: way,
    label: t(`join.${way}.button`),
    icon: ICONS[way],
    isDisabled: phase !== 'talking' || peers.length === 0 || goesOn || asking,
    run: () => {
      // A successor takes the place of who hands over; for another one there is none.
      if (full && way !== 'transfer') toast(t('join.full'))
      else open(way)
    },
  }))
}
