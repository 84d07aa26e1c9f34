import { Link2Off, Video } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Room, RoomLink } from '@/protocol/types'
import { me } from '@/state/me'
import { isQuiet, notify } from '@/state/notification'
import { Button, StageStrip, toast } from '@/ui'
import { letIn, useRoomLinks, useWithdraw } from './queries'
import { isFull, waitingIn } from './room_links'

/** Who waits before this call with a link, each with the button that lets him in (CAL-11). */
export default function GuestStrips({ room }: { room: Room }) {
  const { data } = useRoomLinks(room.id)
  return waitingIn(data ?? [], room).map((link) => <Waiting key={link.id} link={link} room={room} />)
}

function Waiting({ link, room }: { link: RoomLink; room: Room }) {
  const { t } = useTranslation('room_links')
  const withdraw = useWithdraw(room.id)
  const [busy, setBusy] = useState(false)
  const { name } = link
  const full = isFull(room)
  const words = t(full ? 'here_full' : 'here', { name })
  // Who talks may look into his papers in another window; a sound would go through his words.
  useEffect(() => {
    const settings = me.get().person?.settings
    if (settings && !isQuiet(settings, new Date()))
      notify(settings, t('here', { name }), { tag: `link-${link.id}` })
  }, [t, name, link.id])
  const run = (command: () => Promise<void>) => {
    setBusy(true)
    command()
      .catch((error: Error) => toast(error.message, { tone: 'danger' }))
      .finally(() => setBusy(false))
  }
  return (
    <StageStrip words={words}>
      {!full && (
        <Button variant="accept" icon={Video} isPending={busy} onPress={() => run(() => letIn(link))}>
          {t('let_in')}
        </Button>
      )}
      <Button icon={Link2Off} isDisabled={busy} onPress={() => run(() => withdraw(link))}>
        {t('withdraw')}
      </Button>
    </StageStrip>
  )
}
