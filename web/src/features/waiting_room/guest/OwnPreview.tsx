import { Mic, MicOff, Video, VideoOff } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, showStream, useStore } from '@/ui'
import { guest, ownMedia } from './guest_page'
import styles from './OwnPreview.module.css'

/** The guest's own picture while he waits, and its two switches, which hold in the call as well. */
export function OwnPreview({ agent }: { agent: string }) {
  const { t } = useTranslation('guest')
  const { stream, camera, microphone } = useStore(ownMedia)
  return (
    <section className={styles.preview} aria-label={agent ? t('own.title', { agent }) : t('own.picture')}>
      <div className={styles.frame}>
        {stream && camera === 'on' ? (
          <Picture stream={stream} />
        ) : (
          <p className={styles.off}>
            <VideoOff aria-hidden size="1.75rem" />
            {camera === 'off' && stream ? t('own.off') : t('own.asking')}
          </p>
        )}
      </div>
      <div className={styles.switches}>
        <Button icon={microphone === 'on' ? Mic : MicOff} onPress={() => void guest.own.toggleMicrophone()}>
          {t(microphone === 'on' ? 'own.microphone_off' : 'own.microphone_on')}
        </Button>
        <Button icon={camera === 'on' ? Video : VideoOff} onPress={() => void guest.own.toggleCamera()}>
          {t(camera === 'on' ? 'own.camera_off' : 'own.camera_on')}
        </Button>
      </div>
      {agent && <p className={styles.quiet}>{t('own.title', { agent })}</p>}
    </section>
  )
}

function Picture({ stream }: { stream: MediaStream }) {
  const { t } = useTranslation('guest')
  const video = useRef<HTMLVideoElement>(null)
  useEffect(() => showStream(video.current, stream), [stream])
  return (
    <video ref={video} autoPlay muted playsInline aria-label={t('own.picture')} className={styles.video} />
  )
}
