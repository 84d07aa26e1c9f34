import { Merge, PhoneForwarded, PhoneOff, Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Ring } from '@/protocol/types'
import type { CallSnapshot } from '@/state/call'
import { isJoining } from '@/state/call/joining'
import { Button } from '@/ui'
import styles from './JoinStrip.module.css'
import { listed } from './notices'
import { TimeLeft } from './TimeLeft'
import { useCall } from './use_call'

/** What goes on beside the conversation: who is rung into it, who is asked apart, who takes over. */
export function JoinStrip({ snapshot }: { snapshot: CallSnapshot }) {
  const { me } = useCall()
  const { outgoing, circle, room, seatId } = snapshot
  const ringing = outgoing.find((ring) => ring.state === 'ringing' && isJoining(ring))
  if (ringing && ringing.caller.id === me?.id) return <Ringing ring={ringing} snapshot={snapshot} />
  if (circle === 'aside') return <Consulting snapshot={snapshot} />
  const successor = room?.seats.find(({ id }) => id === seatId)?.successor
  const next = room?.seats.find(({ id }) => id === successor)
  return next ? <Leaving name={next.person.name} /> : null
}

function Ringing({ ring, snapshot }: { ring: Ring; snapshot: CallSnapshot }) {
  const { t } = useTranslation('calls')
  const { call } = useCall()
  const others = listed(snapshot.peers.map(({ person }) => person))
  return (
    <section aria-label={t('join.strip')} className={styles.strip}>
      <p role="status" className={styles.words}>
        {t(`join.ringing.${ring.purpose as 'add' | 'transfer' | 'consult'}`, {
          name: ring.callee.name,
          others,
        })}
      </p>
      <TimeLeft ring={ring} />
      <div className={styles.buttons}>
        <Button
          variant="danger"
          icon={PhoneOff}
          isPending={snapshot.asking}
          onPress={() => void call.stopRing(ring.id)}
        >
          {t('stop')}
        </Button>
      </div>
    </section>
  )
}

function Consulting({ snapshot: { peers, outgoing, asking } }: { snapshot: CallSnapshot }) {
  const { t } = useTranslation('calls')
  const { call, me } = useCall()
  const names = {
    name: listed(peers.filter(({ circle }) => circle === 'aside').map(({ person }) => person)),
    others: listed(peers.filter(({ circle }) => circle === 'on_hold').map(({ person }) => person)),
  }
  const asked = outgoing.findLast(({ purpose, state }) => purpose === 'consult' && state === 'accepted')
  return (
    <section aria-label={t('join.strip')} className={styles.strip}>
      <p role="status" className={styles.words}>
        {t('join.consulting', names)}
      </p>
      {asked?.caller.id === me?.id && (
        <div className={styles.buttons}>
          <Button variant="primary" icon={Undo2} isDisabled={asking} onPress={() => void call.endConsult()}>
            {t('join.back')}
          </Button>
          <Button icon={Merge} isDisabled={asking} onPress={() => void call.joinAll()}>
            {t('join.all')}
          </Button>
          <Button icon={PhoneForwarded} isDisabled={asking} onPress={() => void call.handOver()}>
            {t('join.hand_over')}
          </Button>
        </div>
      )}
    </section>
  )
}

function Leaving({ name }: { name: string }) {
  const { t } = useTranslation('calls')
  return (
    <section aria-label={t('join.strip')} className={styles.strip}>
      <p role="status" className={styles.words}>
        {t('join.leaving', { name })}
      </p>
    </section>
  )
}
