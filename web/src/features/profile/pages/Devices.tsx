import { Camera, Volume2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCallOpen } from '@/features/calls'
import { canChooseSpeaker, devices } from '@/state/devices'
import { watchLevel } from '@/state/microphone_level'
import { playTestSound } from '@/state/ring_sound'
import { Banner, Button, Card, Meter, Select, showStream, useStore } from '@/ui'
import { optionsFor, STANDARD } from '../device_choices'
import { DevicePreview, type Opened, type Preview } from '../device_preview'
import { SettingsFrame } from '../SettingsFrame'
import styles from './Devices.module.css'

/** Louder than this somebody speaks; a quiet room stays below (level from 0 to 1). */
const HEARD = 0.35

/** Apparaten: what to be seen and heard with, and what to hear from (PRO-3). Kept in this browser. */
export default function Devices() {
  const { t } = useTranslation('devices')
  const [preview] = useState(() => new DevicePreview())
  const inCall = useCallOpen()
  useEffect(() => {
    // A call needs the camera for itself: some telephones have it for one at a time.
    if (inCall) return
    void preview.start()
    return () => preview.stop()
  }, [preview, inCall])
  const now = useStore(preview.now)
  return (
    <SettingsFrame title={t('title')} intro={t('intro')}>
      {now.state === 'closed' && (
        <Banner
          tone="info"
          title={t('ask.title')}
          action={
            <Button variant="primary" icon={Camera} onPress={() => void preview.open()}>
              {t('ask.open')}
            </Button>
          }
        >
          {t('ask.text')}
        </Banner>
      )}
      {now.state === 'asking' && <Banner tone="info">{t('ask.asking')}</Banner>}
      <CameraCard now={now} onRetry={() => void preview.open()} />
      <MicrophoneCard now={now} onRetry={() => void preview.open()} />
      <SpeakerCard now={now} />
    </SettingsFrame>
  )
}

interface PartProps {
  now: Preview
  onRetry: () => void
}

function CameraCard({ now, onRetry }: PartProps) {
  const { t } = useTranslation('devices')
  return (
    <Card title={t('camera.title')}>
      <div className={styles.picture}>
        {now.camera === 'on' && now.stream ? <OwnPicture stream={now.stream} /> : <p>{t('camera.none')}</p>}
      </div>
      <Help device="camera" state={now.camera} onRetry={onRetry} />
      <Choice device="camera" kind="videoinput" now={now} />
    </Card>
  )
}

function OwnPicture({ stream }: { stream: MediaStream }) {
  const { t } = useTranslation('devices')
  const video = useRef<HTMLVideoElement>(null)
  useEffect(() => showStream(video.current, stream), [stream])
  return (
    <video ref={video} autoPlay muted playsInline aria-label={t('camera.own')} className={styles.video} />
  )
}

function MicrophoneCard({ now, onRetry }: PartProps) {
  const { t } = useTranslation('devices')
  const listening = now.microphone === 'on' ? now.stream : null
  return (
    <Card title={t('microphone.title')}>
      {listening && <Level key={listening.id} stream={listening} />}
      <Help device="microphone" state={now.microphone} onRetry={onRetry} />
      <Choice device="microphone" kind="audioinput" now={now} />
    </Card>
  )
}

function Level({ stream }: { stream: MediaStream }) {
  const { t } = useTranslation('devices')
  const [level, setLevel] = useState(0)
  const [heard, setHeard] = useState(false)
  useEffect(() => {
    return watchLevel(stream, (now) => {
      setLevel(now)
      if (now > HEARD) setHeard(true)
    })
  }, [stream])
  return (
    <div>
      <Meter label={t('microphone.level')} value={level} />
      <p role="status" className={styles.note}>
        {heard ? t('microphone.heard') : t('microphone.say')}
      </p>
    </div>
  )
}

function SpeakerCard({ now }: { now: Preview }) {
  const { t } = useTranslation('devices')
  const { speaker, ring_speaker } = useStore(devices)
  return (
    <Card title={t('speaker.title')}>
      {!canChooseSpeaker && <p>{t('speaker.by_system')}</p>}
      <div className={styles.sound}>
        {canChooseSpeaker && <Choice device="speaker" kind="audiooutput" now={now} />}
        <Button icon={Volume2} onPress={() => playTestSound(speaker)}>
          {t('speaker.test')}
        </Button>
      </div>
      {canChooseSpeaker && (
        <div className={styles.sound}>
          <Choice device="ring_speaker" kind="audiooutput" now={now} />
          <Button icon={Volume2} onPress={() => playTestSound(ring_speaker)}>
            {t('ring_speaker.test')}
          </Button>
        </div>
      )}
    </Card>
  )
}

interface ChoiceProps {
  device: 'camera' | 'microphone' | 'speaker' | 'ring_speaker'
  kind: MediaDeviceKind
  now: Preview
}

function Choice({ device, kind, now }: ChoiceProps) {
  const { t } = useTranslation('devices')
  const chosen = useStore(devices, (all) => all[device])
  const options = optionsFor(kind, now.connected, chosen, {
    standard: t('standard'),
    numbered: (number) => t(`${device}.numbered`, { number }),
    away: t('away'),
  })
  return (
    <Select
      label={t(`${device}.choose`)}
      options={options}
      value={chosen ?? STANDARD}
      onChange={(value) => devices.set((all) => ({ ...all, [device]: value === STANDARD ? null : value }))}
      className={styles.choice ?? ''}
    />
  )
}

interface HelpProps {
  device: 'camera' | 'microphone'
  state: Opened
  onRetry: () => void
}

/** Why there is no picture or sound, and what to do about it. */
function Help({ device, state, onRetry }: HelpProps) {
  const { t } = useTranslation(['devices', 'common'])
  if (state === 'on' || state === 'off') return null
  return (
    <Banner
      tone="warn"
      title={t(`${device}.${state}`)}
      action={<Button onPress={onRetry}>{t('common:retry')}</Button>}
    >
      {t(`help.${state}`)}
    </Banner>
  )
}
