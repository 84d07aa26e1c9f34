import { Phone, PhoneOff, Video } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ring } from '@/protocol/types'
import { incomingWords } from '@/state/call/incoming_words'
import { Avatar, Button, classNames } from '@/ui'
import styles from './calling.module.css'
import { Overlay } from './Overlay'
import { TimeLeft } from './TimeLeft'
import { useCall } from './use_call'

/** Somebody calls: who, how long still, and two buttons (CAL-2). */
export function IncomingCall({ ring, more }: { ring: Ring; more: number }) {
  const { t } = useTranslation('calls')
  const { call } = useCall()
  const [answered, setAnswered] = useState<'accept' | 'decline' | null>(null)
  const video = ring.media === 'video'
  const answer = (how: 'accept' | 'decline') => {
    setAnswered(how)
    void call[how](ring.id).finally(() => setAnswered(null))
  }
  const { key, values } = incomingWords(ring)
  return (
    <Overlay role="alertdialog" title={t(key, values)}>
      <div className={classNames(styles.face, styles.ringing)}>
        <Avatar person={ring.caller} size="xl" />
      </div>
      {ring.caller.function && <p className={styles.about}>{ring.caller.function}</p>}
      {ring.note && (
        <p className={styles.note}>
          <span className={styles.noteFrom}>
            {ring.purpose === 'visit' ? t('incoming.page') : t('incoming.note', { name: ring.caller.name })}
          </span>{' '}
          {ring.note}
        </p>
      )}
      <TimeLeft ring={ring} />
      <div className={styles.answers}>
        <Button
          variant="danger"
          icon={PhoneOff}
          className={styles.answer ?? ''}
          isPending={answered === 'decline'}
          isDisabled={answered === 'accept'}
          onPress={() => answer('decline')}
        >
          {t('decline')}
        </Button>
        <Button
          variant="accept"
          icon={video ? Video : Phone}
          className={styles.answer ?? ''}
          isPending={answered === 'accept'}
          isDisabled={answered === 'decline'}
          onPress={() => answer('accept')}
        >
          {t('accept')}
        </Button>
      </div>
      {more > 0 && <p className={styles.about}>{t('incoming.more', { count: more })}</p>}
    </Overlay>
  )
}
