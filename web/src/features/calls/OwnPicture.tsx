import { MicOff, VideoOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { OwnMedia } from '@/state/call'
import { Avatar, classNames } from '@/ui'
import styles from './CallScreen.module.css'
import { useCall } from './use_call'
import { VideoView } from './VideoView'

/** One's own picture: large during the countdown, then small in the corner. */
export function OwnPicture({ own, large }: { own: OwnMedia; large: boolean }) {
  const { t } = useTranslation('calls')
  const { me } = useCall()
  return (
    <div className={classNames(styles.own, large && styles.ownLarge)} data-own>
      {own.stream && own.camera === 'on' ? (
        <VideoView
          stream={own.stream}
          mirrored
          muted
          label={t('own_picture')}
          className={styles.ownVideo ?? ''}
        />
      ) : (
        <span className={styles.ownOff}>
          {me && <Avatar person={me} size={large ? 'xl' : 'm'} />}
          <span className={styles.ownWords}>
            <VideoOff aria-hidden size="1.1em" /> {t('own_camera_off')}
          </span>
        </span>
      )}
      {own.microphone !== 'on' && (
        <span className={styles.ownMuted}>
          <MicOff aria-hidden size="1.1em" /> {t('own_muted')}
        </span>
      )}
    </div>
  )
}
