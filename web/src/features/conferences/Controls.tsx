import { Lock, LockOpen, Mic, MicOff, PhoneOff, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LiveConference } from '@/protocol/types'
import { Badge, Banner, Button, Card, ConfirmDialog } from '@/ui'
import { InviteDialog } from './InviteDialog'
import styles from './LiveConference.module.css'
import { Since } from './Since'
import type { Steering } from './use_steering'

interface ControlsProps {
  live: LiveConference
  steering: Steering
}

/** What a moderator does with the whole conference. */
export function Controls({ live, steering }: ControlsProps) {
  const { t } = useTranslation('conferences')
  const [asking, setAsking] = useState<'invite' | 'end' | null>(null)
  const close = () => setAsking(null)
  const { closed, begun, started_at } = live
  const others = live.participants.filter(({ moderator }) => !moderator)
  const allMuted = others.length > 0 && others.every(({ muted }) => muted)
  const lock = { do: 'lock', closed: !closed } as const
  const muteAll = { do: 'mute_all', muted: !allMuted } as const
  return (
    <Card title={t('live.about')} actions={<Lasting since={started_at} />}>
      {closed && (
        <div>
          <Badge tone="warn">{t('live.closed')}</Badge>
        </div>
      )}
      {!begun && <Banner tone="info">{t('live.waiting_music')}</Banner>}
      <div className={styles.buttons}>
        <Button variant="primary" icon={UserPlus} aria-haspopup="dialog" onPress={() => setAsking('invite')}>
          {t('live.invite')}
        </Button>
        <Button
          icon={allMuted ? Mic : MicOff}
          isDisabled={others.length === 0}
          isPending={steering.isPending(muteAll)}
          onPress={() => steering.press(muteAll)}
        >
          {t(allMuted ? 'live.unmute_all' : 'live.mute_all')}
        </Button>
        <Button
          icon={closed ? LockOpen : Lock}
          isPending={steering.isPending(lock)}
          onPress={() => steering.press(lock)}
        >
          {t(closed ? 'live.reopen' : 'live.close')}
        </Button>
        <Button variant="danger" icon={PhoneOff} aria-haspopup="dialog" onPress={() => setAsking('end')}>
          {t('live.end')}
        </Button>
      </div>
      <InviteDialog steering={steering} isOpen={asking === 'invite'} onClose={close} />
      <ConfirmDialog
        title={t('live.end_title')}
        text={t('live.end_text')}
        confirmLabel={t('live.end')}
        danger
        isOpen={asking === 'end'}
        onConfirm={() => steering.carryOut({ do: 'end' })}
        onClose={close}
      />
    </Card>
  )
}

function Lasting({ since }: { since: string }) {
  const { t } = useTranslation('conferences')
  return (
    <span className={styles.lasting}>
      {t('live.lasts')} <Since at={since} />
    </span>
  )
}
