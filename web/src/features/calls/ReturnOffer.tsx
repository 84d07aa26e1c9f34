import { PhoneOff, Video } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Room } from '@/protocol/types'
import { Avatar, Button, useNow } from '@/ui'
import styles from './calling.module.css'
import { Overlay } from './Overlay'
import { useCall } from './use_call'

/** After a reload: back to the same place in the call, for as long as it is kept (CAL-8). */
export function ReturnOffer({ room, until }: { room: Room; until: number | null }) {
  const { t } = useTranslation('calls')
  const [busy, setBusy] = useState<'back' | 'end' | null>(null)
  const now = useNow(500)
  const { call, me } = useCall()
  const others = room.seats
    .filter(({ person, state }) => person.id !== me?.id && state !== 'left')
    .map(({ person }) => person)
  const names = new Intl.ListFormat(document.documentElement.lang).format(others.map(({ name }) => name))
  const left = until === null ? null : Math.max(0, Math.ceil((until - now) / 1000))
  const run = (what: 'back' | 'end') => {
    setBusy(what)
    void (what === 'back' ? call.comeBack() : call.declineReturn()).finally(() => setBusy(null))
  }
  return (
    <Overlay title={t('return.title')} role="alertdialog">
      <div className={styles.card}>
        <div className={styles.faces}>
          {others.map((person) => (
            <Avatar key={person.id} person={person} size="l" />
          ))}
        </div>
        <p>{t('return.text', { names })}</p>
        {left !== null && <p className={styles.about}>{t('seconds_left', { count: left })}</p>}
        <div className={styles.answers}>
          <Button
            icon={PhoneOff}
            isPending={busy === 'end'}
            isDisabled={busy !== null}
            onPress={() => run('end')}
          >
            {t('hang_up')}
          </Button>
          <Button
            variant="primary"
            icon={Video}
            isPending={busy === 'back'}
            isDisabled={busy !== null}
            onPress={() => run('back')}
          >
            {t('return.back')}
          </Button>
        </div>
      </div>
    </Overlay>
  )
}
