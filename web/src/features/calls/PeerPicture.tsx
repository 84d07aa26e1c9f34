import { MicOff, Phone, SignalHigh, SignalLow, SignalMedium } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Peer } from '@/state/call'
import { Avatar, classNames } from '@/ui'
import styles from './PeerPicture.module.css'
import { useCall } from './use_call'
import { VideoView } from './VideoView'

const SIGNALS = { good: SignalHigh, fair: SignalMedium, poor: SignalLow }

interface PeerPictureProps {
  peer: Peer
  /** During the countdown nobody is seen or heard yet. */
  hidden: boolean
  isLarge: boolean
  /** The number of its place on the screen. */
  place: number
  /** Waits behind the picture of who makes room for it. */
  isBehind: boolean
  /** Stands beside the picture of somebody with whom one talks apart. */
  isAside: boolean
  onBlocked: () => void
}

/** One of the others: picture, name, quality of the connection, and whether this person is speaking. */
export function PeerPicture({
  peer,
  hidden,
  isLarge,
  place,
  isBehind,
  isAside,
  onBlocked,
}: PeerPictureProps) {
  const { t } = useTranslation('calls')
  const { call } = useCall()
  const [portrait, setPortrait] = useState(false)
  const { person, connection, camera, microphone, quality, apart } = peer
  // Who is apart is neither seen nor heard: not even his last picture stays.
  const stream = apart ? null : peer.stream
  // Of a telephone only the way to the server is known.
  const Signal = quality && !peer.telephone ? SIGNALS[quality] : null
  const gone = connection === 'reconnecting' || connection === 'away'
  const picture = stream !== null && camera && !hidden
  // Not before it is drawn: whose place he takes goes as soon as it is told, and drawing can be late on a slow computer.
  const shown = peer.arrived && !isBehind
  useEffect(() => {
    if (shown) call.shown(peer.seatId)
  }, [call, shown, peer.seatId])
  return (
    <figure
      className={classNames(
        styles.peer,
        peer.speaking && !hidden && styles.speaking,
        isLarge && styles.large,
        styles[`at${place}`],
        isBehind && styles.behind,
        isAside && styles.aside,
      )}
    >
      {stream && (
        <VideoView
          stream={stream}
          muted={hidden}
          label={t('picture_of', { name: person.name })}
          onBlocked={onBlocked}
          fit={portrait ? 'contain' : 'cover'}
          className={classNames(styles.video, !picture && styles.unseen)}
          onPicture={() => setPortrait(isPortrait(stream))}
        />
      )}
      {!picture && (
        <div className={styles.face}>
          {peer.telephone ? (
            <span className={styles.telephone}>
              <Phone aria-hidden size="3rem" />
              {!hidden && <span>{t('peer.telephone')}</span>}
            </span>
          ) : (
            <Avatar person={person} size={isAside ? 'm' : 'xl'} />
          )}
          {apart && !gone && (
            <span role="status">{t(`peer.${peer.circle === 'on_hold' ? 'on_hold' : 'apart'}`)}</span>
          )}
          {!hidden && !apart && connection === 'connecting' && (
            <span role="status">{t('peer.connecting')}</span>
          )}
        </div>
      )}
      {gone && (
        <div className={styles.gone} role="status">
          {t(connection === 'away' ? 'peer.away' : 'peer.reconnecting', { name: person.name })}
        </div>
      )}
      <figcaption className={styles.caption}>
        {!microphone && !apart && (
          <MicOff size="1.15em" className={styles.off} role="img" aria-label={t('peer.muted')} />
        )}
        <span>{person.name}</span>
        {peer.speaking && !hidden && <span className={styles.hidden}>{t('peer.speaking')}</span>}
        {Signal && quality && !gone && (
          <span className={classNames(styles.quality, styles[quality])}>
            <Signal aria-hidden size="1.3em" />
            <span className={styles.qualityWords}>{t(`quality.${quality}`)}</span>
          </span>
        )}
      </figcaption>
    </figure>
  )
}

/** A telephone held upright sends a high picture: cutting it to a broad frame would cut off the face. */
function isPortrait(stream: MediaStream): boolean {
  const { width = 0, height = 0 } = stream.getVideoTracks()[0]?.getSettings() ?? {}
  return height > width
}
