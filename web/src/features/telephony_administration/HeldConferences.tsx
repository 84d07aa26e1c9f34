import { Monitor, Phone } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatDay, formatDuration, formatTime } from '@/i18n/format'
import type { HeldConference } from '@/protocol/types'
import { Badge } from '@/ui'
import styles from './HeldConferences.module.css'
import { type Attendance, byDay, inOrder, secondsOf, whoOf } from './held'

/** The conferences that were held, by day, with everybody who was there. */
export function HeldConferences({ conferences }: { conferences: HeldConference[] }) {
  return byDay(conferences, formatDay).map(([day, items]) => (
    <section key={day} aria-label={day} className={styles.day}>
      <h2 className={styles.date}>{day}</h2>
      {items.map((held) => (
        <Held key={held.id} held={held} />
      ))}
    </section>
  ))
}

function Held({ held }: { held: HeldConference }) {
  const { t } = useTranslation('telephony')
  const from = formatTime(held.started_at)
  const seconds = secondsOf(held.started_at, held.ended_at)
  return (
    <article className={styles.held}>
      <div className={styles.head}>
        <h3 className={styles.when}>
          {held.ended_at
            ? t('held.from_to', { from, to: formatTime(held.ended_at) })
            : t('held.since', { from })}
        </h3>
        {seconds === null ? (
          <Badge tone="ok">{t('held.going_on')}</Badge>
        ) : (
          <span className={styles.length}>{formatDuration(seconds)}</span>
        )}
      </div>
      <ul role="list" aria-label={t('held.who')}>
        {inOrder(held.attendances).map((one, place) => (
          // The same person can come in twice, and none of them has a name of its own here.
          // oxlint-disable-next-line react/no-array-index-key
          <Person key={place} one={one} />
        ))}
      </ul>
    </article>
  )
}

function Person({ one }: { one: Attendance }) {
  const { t } = useTranslation('telephony')
  const Icon = one.kind === 'browser' ? Monitor : Phone
  const seconds = secondsOf(one.joined_at, one.left_at)
  const times = [
    t('held.came', { at: formatTime(one.joined_at) }),
    one.left_at ? t('held.left', { at: formatTime(one.left_at) }) : t('held.still'),
    ...(seconds === null ? [] : [formatDuration(seconds)]),
  ]
  return (
    <li className={styles.person}>
      <span className={styles.kind} title={t(`held.${one.kind}`)}>
        <Icon aria-hidden size="1.25em" />
        <span className={styles.hidden}>{t(`held.${one.kind}`)}</span>
      </span>
      <div className={styles.words}>
        <span className={styles.who}>
          <span className={styles.name}>{whoOf(one) || t('held.hidden')}</span>
          <span className={styles.about}>
            {[t(one.moderator ? 'held.moderator' : 'held.participant'), one.invited && t('held.invited')]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </span>
        <span className={styles.about}>{times.join(' · ')}</span>
      </div>
    </li>
  )
}
