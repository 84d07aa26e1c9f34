import { Headset, LogOut, Mic, MicOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Conference } from '@/protocol/types'
import { type ConferenceSnapshot, conference as own } from '@/state/conference'
import { Banner, Button, Card, Spinner, useStore } from '@/ui'
import styles from './OwnPart.module.css'
import { ProblemText } from './ProblemText'
import type { Steering } from './use_steering'

interface OwnPartProps {
  conference: Conference
  steering: Steering
}

/** Taking part with this computer's microphone and loudspeaker. */
export function OwnPart({ conference, steering }: OwnPartProps) {
  const { t } = useTranslation('conferences')
  const snapshot = useStore(own.snapshot)
  const { phase, place } = snapshot
  const isHere = place?.id === conference.account_id
  const isBusy = phase !== 'idle' && phase !== 'failed'
  return (
    <Card title={t('join.title')} className={isHere && phase === 'in' ? (styles.in ?? '') : ''}>
      {isHere && isBusy ? (
        <Here snapshot={snapshot} steering={steering} />
      ) : (
        <>
          {isHere && phase === 'failed' ? (
            <ProblemText snapshot={snapshot} />
          ) : (
            <p className={styles.about}>
              {isBusy && place ? t('join.instead', { name: place.name }) : t('join.text')}
            </p>
          )}
          <div className={styles.buttons}>
            <Button variant="primary" icon={Headset} onPress={() => own.join(conference)}>
              {t(isHere && phase === 'failed' ? 'join.again' : 'join.join')}
            </Button>
          </div>
        </>
      )}
    </Card>
  )
}

interface HereProps {
  snapshot: ConferenceSnapshot
  steering: Steering
}

function Here({ snapshot, steering }: HereProps) {
  const { t } = useTranslation('conferences')
  if (snapshot.phase !== 'in') {
    return (
      <>
        {snapshot.phase === 'asking' ? (
          <Banner tone="info">{t('join.asking')}</Banner>
        ) : (
          <Spinner label={t('join.connecting')} />
        )}
        <div className={styles.buttons}>
          <Button onPress={() => own.leave()}>{t('join.stop')}</Button>
        </div>
      </>
    )
  }
  return (
    <>
      <p role="status" className={styles.state}>
        <Headset aria-hidden size="1.25em" />
        {t('join.in')}
      </p>
      <Warnings snapshot={snapshot} steering={steering} />
      <div className={styles.buttons}>
        <MicrophoneButton snapshot={snapshot} />
        <Button icon={LogOut} onPress={() => own.leave()}>
          {t('join.leave')}
        </Button>
      </div>
    </>
  )
}

/** Why the others do not hear me, or I do not hear them. */
function Warnings({ snapshot, steering }: HereProps) {
  const { t } = useTranslation('conferences')
  const { muted, microphone, away, blocked, participant } = snapshot
  const unmute = { do: 'mute', participant: participant ?? '', muted: false } as const
  return (
    <>
      {away && <Banner tone="warn">{t('join.away')}</Banner>}
      {blocked && (
        <Banner tone="warn" action={<Button onPress={() => own.playSound()}>{t('join.sound_on')}</Button>}>
          {t('join.sound_blocked')}
        </Banner>
      )}
      {muted && (
        <Banner
          tone="warn"
          action={
            <Button isPending={steering.isPending(unmute)} onPress={() => steering.press(unmute)}>
              {t('participant.unmute')}
            </Button>
          }
        >
          {t('join.muted')}
        </Banner>
      )}
      {microphone !== 'on' && !muted && (
        <Banner tone="warn">{t(microphone === 'off' ? 'join.is_off' : 'join.is_missing')}</Banner>
      )}
    </>
  )
}

/** Switches the microphone of this computer; besides what the conference mutes. */
export function MicrophoneButton({ snapshot: { microphone } }: { snapshot: ConferenceSnapshot }) {
  const { t } = useTranslation('conferences')
  const isOn = microphone === 'on'
  return (
    <Button icon={isOn ? Mic : MicOff} onPress={() => own.toggleMicrophone()}>
      {t(isOn ? 'join.microphone_off' : 'join.microphone_on')}
    </Button>
  )
}
