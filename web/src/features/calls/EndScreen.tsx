import { PhoneCall, Video } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDuration } from '@/i18n/format'
import type { Outcome } from '@/state/call'
import { Avatar, Button } from '@/ui'
import styles from './calling.module.css'
import { Overlay } from './Overlay'
import { useCall } from './use_call'

/** A call that went as it should closes its last screen by itself (milliseconds). */
const CLOSES_AFTER = 6_000

/** Went as they should. */
const QUIET = new Set<Outcome['kind']>([
  'answered',
  'elsewhere',
  'cancelled',
  'ended_elsewhere',
  'handed_over',
  'consulted',
])

/** There is nothing to begin anew. */
const GONE = new Set<Outcome['kind']>([
  'elsewhere',
  'ended_elsewhere',
  'handed_over',
  'consulted',
  'too_late',
])

/** How the call ended, in plain words (CAL-3), and what to do next. */
export function EndScreen({ outcome }: { outcome: Outcome }) {
  const { t } = useTranslation(['calls', 'common'])
  const { call, me } = useCall()
  const { kind, people, media, message, seconds } = outcome
  const names = new Intl.ListFormat(document.documentElement.lang).format(people.map(({ name }) => name))
  const quiet = QUIET.has(kind)
  useEffect(() => {
    if (!quiet) return
    const timer = setTimeout(() => call.dismiss(), CLOSES_AFTER)
    return () => clearTimeout(timer)
  }, [call, quiet])
  // A guest can not be rung, nor ring anybody.
  const guests = me?.role === 'guest' || people.some(({ role }) => role === 'guest')
  const again = people.length > 0 && !GONE.has(kind) && !guests
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
