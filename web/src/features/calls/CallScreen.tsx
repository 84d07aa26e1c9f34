import { useCallback, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type CallSnapshot, call } from '@/state/call'
import { Banner, Button, classNames } from '@/ui'
import { CallBar } from './CallBar'
import styles from './CallScreen.module.css'
import { useCallKeys } from './call_keys'
import { Encrypted } from './Encrypted'
import { MediaHelp } from './MediaHelp'
import { Overlay } from './Overlay'
import { OwnPicture } from './OwnPicture'
import { PeerPicture } from './PeerPicture'
import { TalkClock } from './TalkClock'

export type View = 'grid' | 'speaker'

/** The call itself: the others large, oneself small, and the bar with what one can do (CAL-6). */
export function CallScreen({ snapshot }: { snapshot: CallSnapshot }) {
  const { t } = useTranslation('calls')
  const { peers, own, phase, media, speakingSeat, online, outgoing } = snapshot
  const stage = useRef<HTMLDivElement>(null)
  const [view, setView] = useState<View>('grid')
  const [blocked, setBlocked] = useState(false)
  const onBlocked = useCallback(() => setBlocked(true), [])
  const hidden = phase === 'countdown'
  useCallKeys()

  const names = new Intl.ListFormat(document.documentElement.lang).format(
    peers.map(({ person }) => person.name),
  )
  const large = peers.find(({ seatId }) => seatId === speakingSeat) ?? peers[0]
  const speaker = view === 'speaker' && peers.length > 1
  const stillRinging = outgoing.filter(({ state }) => state === 'ringing')

  return (
    <Overlay stage hideTitle title={names ? t('call.title', { names }) : t('call.title_alone')}>
      <div ref={stage} className={styles.screen}>
        <header className={styles.top}>
          <span className={styles.pill}>
            <span className={styles.names}>{names || t('call.alone')}</span>
            {!hidden && <TalkClock since={snapshot.room?.connected_at ?? null} />}
          </span>
          {peers.length > 0 && <Encrypted peers={peers} />}
        </header>

        <div className={styles.notices} aria-live="polite">
          {!online && <Banner tone="warn">{t('call.control_away')}</Banner>}
          <MediaHelp own={own} media={media} />
          {blocked && (
            <Banner
              tone="warn"
              action={
                <Button variant="primary" onPress={() => unblock(stage.current, () => setBlocked(false))}>
                  {t('call.sound_on')}
                </Button>
              }
            >
              {t('call.sound_blocked')}
            </Banner>
          )}
          {peers
            .filter(({ quality, connection }) => quality === 'poor' && connection === 'connected')
            .map(({ seatId, person, weakSide }) => (
              <p key={seatId} className={styles.weak}>
                {weakSide === 'them' ? t('call.weak_them', { name: person.name }) : t('call.weak_me')}
              </p>
            ))}
          {stillRinging.map(({ id, callee }) => (
            <p key={id} className={styles.weak}>
              {t('call.still_ringing', { name: callee.name })}
            </p>
          ))}
        </div>

        <div className={classNames(styles.peers, speaker && styles.speaker, styles[`of${peers.length}`])}>
          {peers.map((peer) => (
            <PeerPicture
              key={peer.seatId}
              peer={peer}
              hidden={hidden}
              isLarge={speaker && peer === large}
              onBlocked={onBlocked}
            />
          ))}
          {peers.length === 0 && <p className={styles.waiting}>{t('call.waiting')}</p>}
        </div>

        <OwnPicture own={own} large={hidden} />
        <CallBar
          snapshot={snapshot}
          stage={stage}
          view={view}
          onView={setView}
          onHangUp={() => void call.hangUp()}
        />
      </div>
    </Overlay>
  )
}

/** Plays what the browser held back; it may, because somebody has clicked. */
function unblock(stage: HTMLElement | null, done: () => void): void {
  const videos = [...(stage?.querySelectorAll('video') ?? [])]
  void Promise.allSettled(videos.map((video) => video.play())).then(done)
}
