import { useTranslation } from 'react-i18next'
import type { Overlap } from '@/protocol/types'
import { Banner, useDebounced } from '@/ui'
import { clockOf, inZone } from './date_text'
import { useOverlaps } from './queries'

interface OverlapWarningProps {
  time: { date: string | null; starts: string; ends: string }
  without?: string | undefined
}

/** APP-3: says what else is at that time, and forbids nothing. */
export function OverlapWarning({ time, without }: OverlapWarningProps) {
  const { t } = useTranslation('appointments')
  const [date = '', starts = '', ends = ''] = useDebounced(
    `${time.date ?? ''} ${time.starts} ${time.ends}`,
  ).split(' ')
  const { data = [] } = useOverlaps({ date: date === '' ? null : date, starts, ends }, without)
  // What was asked for another time says nothing about this one.
  if (data.length === 0 || date !== (time.date ?? '') || starts !== time.starts || ends !== time.ends)
    return null
  return (
    <Banner tone="warn" title={t('overlap.title')}>
      <Overlaps overlaps={data} />
      {t('overlap.may')}
    </Banner>
  )
}

export function Overlaps({ overlaps }: { overlaps: readonly Overlap[] }) {
  const { t } = useTranslation('appointments')
  return (
    <ul>
      {overlaps.map(({ starts_at, ends_at, subject }) => {
        const times = { starts: clockOf(inZone(starts_at).minute), ends: clockOf(inZone(ends_at).minute) }
        return (
          <li key={`${starts_at} ${subject}`}>
            {subject === null ? t('overlap.elsewhere', times) : t('overlap.own', { subject, ...times })}
          </li>
        )
      })}
    </ul>
  )
}
