import { Phone, PhoneIncoming, PhoneMissed, PhoneOutgoing, Video } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { usePresence } from '@/features/presence'
import { formatDateTime, formatDuration, formatTime } from '@/i18n/format'
import type { HistoryEntry } from '@/protocol/types'
import { call } from '@/state/call'
import { Avatar, Badge, classNames, IconButton } from '@/ui'
import styles from './History.module.css'

/** Whether this is a call that its reader missed. */
export function isMissed({ direction, outcome }: Pick<HistoryEntry, 'direction' | 'outcome'>): boolean {
  return direction === 'incoming' && ['no_answer', 'cancelled', 'failed'].includes(outcome)
}

interface EntryProps {
  entry: HistoryEntry
  /** Missed since the list was last looked at. */
  isNew?: boolean
  withDay?: boolean
  /** Who it was stands above already. */
  isBare?: boolean
}

/** One call: who, when, how it went, and the way to call back. */
export function Entry({ entry, isNew, withDay, isBare }: EntryProps) {
  const { t } = useTranslation('history')
  const { direction, outcome, media, people, started_at, seconds } = entry
  const missed = isMissed(entry)
  const Icon = missed ? PhoneMissed : direction === 'incoming' ? PhoneIncoming : PhoneOutgoing
  const first = people[0]
  const presence = usePresence(people.length === 1 && first ? first.id : null)
  const names = new Intl.ListFormat(document.documentElement.lang).format(people.map(({ name }) => name))
  const about = missed ? t('missed_call') : t(`${direction}.${outcome}`)
  return (
    <li className={classNames(styles.entry, missed && styles.missed, isBare && styles.bare)}>
      {first && !isBare && <Avatar person={first} presence={presence} className={styles.face ?? ''} />}
      <div className={styles.words}>
        {!isBare && (
          <span className={styles.name}>
            {names || t('nobody')}
            {isNew && <Badge tone="danger">{t('new')}</Badge>}
            {first?.extension && people.length === 1 && (
              <span className={styles.extension}>{t('extension', { number: first.extension })}</span>
            )}
          </span>
        )}
        <span className={styles.about}>
          <span className={styles.outcome}>
            <Icon aria-hidden size="1.1em" />
            {about}
          </span>
          {outcome === 'answered' && <span>· {formatDuration(seconds)}</span>}
        </span>
      </div>
      <time dateTime={started_at} className={styles.time}>
        {withDay ? formatDateTime(started_at) : formatTime(started_at)}
      </time>
      <IconButton
        label={t(media === 'video' ? 'call_back_video' : 'call_back_audio', { names })}
        icon={media === 'video' ? Video : Phone}
        isDisabled={people.length === 0}
        onPress={() => void call.start(people, media)}
      />
    </li>
  )
}
