import { PhoneCall, Video } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDuration } from '@/i18n/format'
import { call, type Outcome } from '@/state/call'
import { Avatar, Button } from '@/ui'
import styles from './calling.module.css'
import { Overlay } from './Overlay'

/** A call that went as it should closes its last screen by itself (milliseconds). */
const CLOSES_AFTER = 6_000

/** How the call ended, in plain words (CAL-3), and what to do next. */
export function EndScreen({ outcome }: { outcome: Outcome }) {
  const { t } = useTranslation(['calls', 'common'])
  const { kind, people, media, message, seconds } = outcome
  const names = new Intl.ListFormat(document.documentElement.lang).format(people.map(({ name }) => name))
  const quiet =
    kind === 'answered' || kind === 'elsewhere' || kind === 'cancelled' || kind === 'ended_elsewhere'
  useEffect(() => {
    if (!quiet) return
    const timer = setTimeout(() => call.dismiss(), CLOSES_AFTER)
    return () => clearTimeout(timer)
  }, [quiet])
  const again = people.length > 0 && kind !== 'elsewhere' && kind !== 'ended_elsewhere'
  return (
    <Overlay title={t(`outcome.${kind}.title`)}>
      <div className={styles.card}>
        {people.length > 0 && (
          <div className={styles.faces}>
            {people.map((person) => (
              <Avatar key={person.id} person={person} size="l" />
            ))}
          </div>
        )}
        <p role="status">
          {message ?? t(`outcome.${kind}.text`, { names, count: Math.max(1, people.length) })}
        </p>
        {kind === 'answered' && seconds !== null && (
          <p className={styles.about}>{t('outcome.lasted', { duration: formatDuration(seconds) })}</p>
        )}
        <div className={styles.answers}>
          <Button onPress={() => call.dismiss()}>{t('common:close')}</Button>
          {again && (
            <Button
              variant="primary"
              icon={media === 'video' ? Video : PhoneCall}
              onPress={() => void call.start(people, media)}
            >
              {t('call_again')}
            </Button>
          )}
        </div>
      </div>
    </Overlay>
  )
}
