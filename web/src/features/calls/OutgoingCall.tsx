import { PhoneOff } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallSnapshot } from '@/state/call'
import { Avatar, Button, classNames } from '@/ui'
import styles from './calling.module.css'
import { MediaHelp } from './MediaHelp'
import { Overlay } from './Overlay'
import { TimeLeft } from './TimeLeft'
import { useCall } from './use_call'
import { VideoView } from './VideoView'

/** Who is being called, how long still, and Stop (CAL-1). */
export function OutgoingCall({ snapshot }: { snapshot: CallSnapshot }) {
  const { t } = useTranslation('calls')
  const { call } = useCall()
  const [stopping, setStopping] = useState(false)
  const { outgoing, own, phase } = snapshot
  const people = snapshot.people.map((person) => ({
    person,
    ring: outgoing.find(({ callee }) => callee.id === person.id) ?? null,
  }))
  const names = new Intl.ListFormat(document.documentElement.lang).format(
    people.map(({ person }) => person.name),
  )
  const ringing = outgoing.find((ring) => ring.state === 'ringing')
  return (
    <Overlay title={t(phase === 'preparing' ? 'outgoing.preparing' : 'outgoing.title', { names })}>
      <ul role="list" className={styles.people}>
        {people.map(({ person, ring }) => (
          <li key={person.id} className={styles.person}>
            <div className={classNames(styles.face, ring?.state === 'ringing' && styles.ringing)}>
              <Avatar person={person} size="xl" />
            </div>
            <span className={styles.name}>{person.name}</span>
            <span role="status" className={styles.about}>
              {ring ? t(`ring_state.${ring.state}`) : ''}
            </span>
          </li>
        ))}
      </ul>
      {phase === 'preparing' && (
        <p className={classNames(styles.about, styles.later)}>{t('outgoing.permission')}</p>
      )}
      {ringing && <TimeLeft ring={ringing} />}
      <Button
        variant="danger"
        icon={PhoneOff}
        className={styles.answer ?? ''}
        isPending={stopping}
        onPress={() => {
          setStopping(true)
          void call.hangUp().finally(() => setStopping(false))
        }}
      >
        {t('stop')}
      </Button>
      <MediaHelp own={own} media={snapshot.media} />
      {own.stream && own.camera === 'on' && (
        <VideoView
          stream={own.stream}
          mirrored
          muted
          label={t('own_picture')}
          className={styles.preview ?? ''}
        />
      )}
    </Overlay>
  )
}
