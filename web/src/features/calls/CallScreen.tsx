import { lazy, type ReactNode, Suspense, useCallback, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { persistently } from '@/protocol/persistently'
import type { CallSnapshot, JoiningWay } from '@/state/call'
import { isJoining } from '@/state/call/joining'
import { Banner, Button, classNames } from '@/ui'
import { CallBar } from './CallBar'
import styles from './CallScreen.module.css'
import { Countdown } from './Countdown'
import { useCallKeys } from './call_keys'
import { Encrypted } from './Encrypted'
import { JoinStrip } from './JoinStrip'
import { MediaHelp } from './MediaHelp'
import { listed } from './notices'
import { OnHold } from './OnHold'
import { Overlay } from './Overlay'
import { OwnPicture } from './OwnPicture'
import { PeerPicture } from './PeerPicture'
import { placesOf } from './places'
import { TalkClock } from './TalkClock'
import { useCall } from './use_call'

/** Few conversations need it: fetched when somebody wants it. */
const BringIn = lazy(() => persistently(() => import('./BringIn')))

export type View = 'grid' | 'speaker'

/** The call itself: the others large, oneself small, and the bar with what one can do (CAL-6). */
export function CallScreen({ snapshot, beside }: { snapshot: CallSnapshot; beside?: ReactNode }) {
  const { t } = useTranslation('calls')
  const { call, me } = useCall()
  const { peers, own, phase, media, speakingSeat, online, outgoing, circle } = snapshot
  const stage = useRef<HTMLDivElement>(null)
  const [view, setView] = useState<View>('grid')
  const [blocked, setBlocked] = useState(false)
  const [asking, setAsking] = useState<JoiningWay | null>(null)
  const onBlocked = useCallback(() => setBlocked(true), [])
  const hidden = phase === 'countdown'
  useCallKeys()

  const onHold = circle === 'on_hold'
  const near = peers.filter(({ apart }) => !apart)
  const names = listed((near.length > 0 ? near : peers).map(({ person }) => person))
  const apart = near.length > 0 && near.length < peers.length
  const large = near.find(({ seatId }) => seatId === speakingSeat) ?? near[0] ?? peers[0]
  // Who is apart waits in a small place beside the one with whom one talks.
  const speaker = (view === 'speaker' || apart) && peers.length > 1
  const places = placesOf(peers, speaker ? large : undefined)
  const stillRinging = outgoing.filter(
    (ring) => ring.state === 'ringing' && !(isJoining(ring) && ring.caller.id === me?.id),
  )

  return (
    <Overlay stage hideTitle title={names ? t('call.title', { names }) : t('call.title_alone')}>
      <div ref={stage} className={styles.screen}>
        <header className={styles.top}>
          <span className={styles.pill}>
            <span className={styles.names}>{onHold ? t('hold.short') : names || t('call.alone')}</span>
            {!hidden && <TalkClock since={snapshot.room?.connected_at ?? null} />}
          </span>
          {near.length > 0 && <Encrypted peers={near} />}
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
          {near
            .filter(({ quality, connection }) => quality === 'poor' && connection === 'connected')
            .map(({ seatId, person, weakSide }) => (
              <p key={seatId} className={styles.weak}>
                {weakSide === 'them' ? t('call.weak_them', { name: person.name }) : t('call.weak_me')}
              </p>
            ))}
          {stillRinging.map(({ id, callee }) => (
            <p key={id} className={styles.weak}>
              {callee.name
                ? t('call.still_ringing', { name: callee.name })
                : t('call.somebody_still_ringing')}
            </p>
          ))}
        </div>

        <div
          className={classNames(
            styles.peers,
            speaker && !onHold && styles.speaker,
            !onHold && styles[`of${places.count}`],
          )}
        >
          {onHold && <OnHold />}
          {!onHold &&
            peers.map((peer) => (
              <PeerPicture
                key={peer.seatId}
                peer={peer}
                hidden={hidden}
                isLarge={speaker && peer === large}
                place={places.of(peer)}
                isBehind={places.isBehind(peer)}
                isAside={apart && peer.apart}
                onBlocked={onBlocked}
              />
            ))}
          {peers.length === 0 && <p className={styles.waiting}>{t('call.waiting')}</p>}
        </div>

        <OwnPicture own={own} large={hidden} />
        <div className={styles.foot}>
          <JoinStrip snapshot={snapshot} />
          {beside}
          <CallBar
            snapshot={snapshot}
            stage={stage}
            view={view}
            onView={setView}
            onBringIn={setAsking}
            onHangUp={() => void call.hangUp()}
          />
        </div>
      </div>
      {asking && (
        <Suspense>
          <BringIn
            way={asking}
            present={peers.map(({ person }) => person.id)}
            onClose={() => setAsking(null)}
          />
        </Suspense>
      )}
      {hidden && <Countdown snapshot={snapshot} />}
    </Overlay>
  )
}

/** Plays what the browser held back; it may, because somebody has clicked. */
function unblock(stage: HTMLElement | null, done: () => void): void {
  const videos = [...(stage?.querySelectorAll('video') ?? [])]
  void Promise.allSettled(videos.map((video) => video.play())).then(done)
}
