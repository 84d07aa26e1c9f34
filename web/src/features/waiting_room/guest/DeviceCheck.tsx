import type { LucideIcon } from 'lucide-react'
import { Camera, Mic, Play, RotateCw, Volume2, Wifi } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TrackState } from '@/state/call/types'
import { watchLevel } from '@/state/microphone_level'
import { playTestSound } from '@/state/ring_sound'
import { Badge, Button, Card, Meter, useStore } from '@/ui'
import { ConnectionCheck } from './ConnectionCheck'
import styles from './DeviceCheck.module.css'
import { guest, ownMedia } from './guest_page'

/** Louder than this somebody speaks; a quiet room stays below (level from 0 to 1). */
const HEARD = 0.35

/** Camera, microphone, sound and connection: whether they work, and what to do if not (WAI-1, WAI-6). */
export function DeviceCheck() {
  const { t } = useTranslation('guest')
  const { stream, camera, microphone } = useStore(ownMedia)
  return (
    <Card title={t('check.title')}>
      <ul role="list" className={styles.list}>
        <Line icon={Camera} name={t('check.camera')} state={stream ? camera : null}>
          <Help device="camera" state={camera} />
        </Line>
        <Line icon={Mic} name={t('check.microphone')} state={stream ? microphone : null}>
          {stream && microphone === 'on' && <Level stream={stream} />}
          <Help device="microphone" state={microphone} />
        </Line>
        <Line icon={Volume2} name={t('check.speaker')}>
          <Speaker />
        </Line>
        <Line icon={Wifi} name={t('check.connection')}>
          <ConnectionCheck />
        </Line>
      </ul>
    </Card>
  )
}

interface LineProps {
  icon: LucideIcon
  name: string
  /** null: it is being opened. */
  state?: TrackState | null
  children: ReactNode
}

function Line({ icon: Icon, name, state, children }: LineProps) {
  const { t } = useTranslation('guest')
  return (
    <li className={styles.line}>
      <Icon aria-hidden size="1.5rem" className={styles.icon} />
      <div className={styles.part}>
        <p className={styles.name}>
          {name}
          {state === null && <Badge>{t('check.wait')}</Badge>}
          {state === 'on' && <Badge tone="ok">{t('check.works')}</Badge>}
          {state === 'off' && <Badge>{t('check.off')}</Badge>}
        </p>
        {children}
      </div>
    </li>
  )
}

/** What to do about a device that can not be used. */
function Help({ device, state }: { device: 'camera' | 'microphone'; state: TrackState }) {
  const { t } = useTranslation('guest')
  if (state === 'on' || state === 'off') return null
  return (
    <div role="alert" className={styles.help}>
      <p>{t(state === 'missing' ? `check.missing_${device}` : `check.${state}`)}</p>
      <Button
        icon={RotateCw}
        onPress={() => void (device === 'camera' ? guest.own.toggleCamera() : guest.own.toggleMicrophone())}
      >
        {t('check.again')}
      </Button>
    </div>
  )
}

function Level({ stream }: { stream: MediaStream }) {
  const { t } = useTranslation('guest')
  const [level, setLevel] = useState(0)
  const [heard, setHeard] = useState(false)
  useEffect(
    () =>
      watchLevel(new MediaStream(stream.getAudioTracks()), (now) => {
        setLevel(now)
        if (now > HEARD) setHeard(true)
      }),
    [stream],
  )
  return (
    <>
      <div className={styles.level}>
        <Meter label={t('check.level')} value={level} hideLabel />
      </div>
      <p role="status" className={styles.quiet}>
        {heard ? t('check.heard') : t('check.say')}
      </p>
    </>
  )
}

function Speaker() {
  const { t } = useTranslation('guest')
  const [played, setPlayed] = useState(false)
  const stop = useRef(() => {})
  useEffect(() => () => stop.current(), [])
  return (
    <>
      <Button
        icon={Play}
        onPress={() => {
          stop.current()
          stop.current = playTestSound(null)
          setPlayed(true)
        }}
      >
        {t('check.play')}
      </Button>
      <p role="status" className={styles.quiet}>
        {played && t('check.playing')}
      </p>
    </>
  )
}
