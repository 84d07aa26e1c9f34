import { PhoneOff } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MediaHelp, VideoView } from '@/features/calls'
import type { Ring } from '@/protocol/types'
import { call } from '@/state/call'
import { Button, ProgressBar, useNow, useStore } from '@/ui'
import { Sheet } from './Sheet'
import styles from './Visit.module.css'
import type { Visit } from './visit'

/** BTN-2: the visitor sees himself, how long still, and **Stop**. */
export function VisitWaiting({ visit }: { visit: Visit }) {
  const { t } = useTranslation('visit')
  const { own, outgoing, media } = useStore(call.snapshot)
  const [stopping, setStopping] = useState(false)
  const ring = outgoing.find(({ state }) => state === 'ringing')
  return (
    <Sheet title={t('waiting.title')}>
      <p className={styles.text}>{t('waiting.text')}</p>
      <div className={styles.picture}>
        {own.stream && own.camera === 'on' && (
          <VideoView stream={own.stream} mirrored muted label={t('waiting.own_picture')} />
        )}
      </div>
      {ring ? <TimeLeft key={ring.id} ring={ring} /> : <div className={styles.time} />}
      <Button
        variant="danger"
        icon={PhoneOff}
        fullWidth
        isPending={stopping}
        onPress={() => {
          setStopping(true)
          void visit.stop().finally(() => setStopping(false))
        }}
      >
        {t('waiting.stop')}
      </Button>
      <MediaHelp own={own} media={media} />
    </Sheet>
  )
}

function TimeLeft({ ring }: { ring: Ring }) {
  const { t } = useTranslation('visit')
  const now = useNow(250)
  // The clocks of people's computers are not to be trusted.
  const [seen] = useState(now)
  const whole = Date.parse(ring.deadline) - Date.parse(ring.started_at)
  const left = Math.max(0, whole - (now - seen))
  return (
    <div className={styles.time}>
      <ProgressBar label={t('waiting.time_left')} hideLabel value={left} max={whole} />
      <span aria-hidden>{t('waiting.seconds_left', { count: Math.ceil(left / 1000) })}</span>
    </div>
  )
}
