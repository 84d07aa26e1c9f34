import { Video } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '@/state/call'
import { Button, StageStrip, toast, useStore } from '@/ui'
import { startAppointment } from './commands'
import { useWaitingRoom } from './queries'
import { waitingOf } from './room'

/** In the call of an appointment: who has come late for it, and the button that brings him in (APP-6). */
export function LateGuests() {
  const about = useStore(call.snapshot, ({ phase, room }) =>
    phase === 'talking' ? (room?.about ?? null) : null,
  )
  return about === null ? null : <Late appointment={about} />
}

function Late({ appointment }: { appointment: string }) {
  const { t } = useTranslation('waiting_room')
  const { data } = useWaitingRoom()
  const [busy, setBusy] = useState(false)
  const waiting = waitingOf(data?.appointments.find(({ id }) => id === appointment)?.guests ?? [])
  if (waiting.length === 0) return null
  const names = new Intl.ListFormat(document.documentElement.lang).format(waiting.map(({ name }) => name))
  const start = () => {
    setBusy(true)
    startAppointment(appointment)
      .catch((error: Error) => toast(error.message, { tone: 'danger' }))
      .finally(() => setBusy(false))
  }
  return (
    <StageStrip words={t('arrived', { name: names })}>
      <Button variant="accept" icon={Video} isPending={busy} onPress={start}>
        {t('start')}
      </Button>
    </StageStrip>
  )
}
