import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FreeDay, FreeHours } from '@/protocol/types'
import { IconButton } from '@/ui'
import { dayInParts, dayInWords, isElsewhere, type Slot, weeksOf } from './free_hours'
import styles from './TimeChoice.module.css'
import page from './Visit.module.css'

interface TimeChoiceProps {
  hours: FreeHours
  onChoose: (slot: Slot) => void
}

/** A day of a week with free hours, and a time on it; the first free day is chosen already. */
export function TimeChoice({ hours, onChoose }: TimeChoiceProps) {
  const { t, i18n } = useTranslation('visit')
  const weeks = weeksOf(hours.days)
  const [chosen, setChosen] = useState('')
  const day = hours.days.find((one) => one.day === chosen) ?? hours.days[0]
  const id = useId()
  if (!day) return null
  const at = weeks.findIndex((week) => week.includes(day))
  const open = (week: FreeDay[] | undefined) => week?.[0] && setChosen(week[0].day)
  const away = day.times[0] !== undefined && isElsewhere({ day: day.day, time: day.times[0] })
  return (
    <>
      <p className={page.text}>
        {t('plan.intro', { minutes: hours.minutes })} {away && t('plan.zone')}
      </p>
      <section className={styles.part} aria-label={t('plan.day')}>
        <div className={styles.week}>
          <IconButton
            label={t('plan.previous')}
            icon={ChevronLeft}
            isDisabled={at === 0}
            onPress={() => open(weeks[at - 1])}
          />
          <span aria-live="polite">{weekInWords(weeks[at] ?? [], i18n.language, t('plan.until'))}</span>
          <IconButton
            label={t('plan.next')}
            icon={ChevronRight}
            isDisabled={at === weeks.length - 1}
            onPress={() => open(weeks[at + 1])}
          />
        </div>
        <div className={styles.days}>
          {weeks[at]?.map((one) => {
            const [weekday, date] = dayInParts(one.day, i18n.language)
            return (
              <button
                key={one.day}
                type="button"
                aria-pressed={one === day}
                className={styles.day}
                onClick={() => setChosen(one.day)}
              >
                <span className={styles.weekday}>{weekday}</span> <span>{date}</span>
              </button>
            )
          })}
        </div>
      </section>
      <section className={styles.part} aria-labelledby={id}>
        <h2 id={id} className={styles.heading} aria-live="polite">
          {t('plan.times', { day: dayInWords(day.day, i18n.language) })}
        </h2>
        <div className={styles.times}>
          {day.times.map((time) => (
            <button
              key={time}
              type="button"
              className={styles.time}
              onClick={() => onChoose({ day: day.day, time })}
            >
              {time}
            </button>
          ))}
        </div>
      </section>
    </>
  )
}

function weekInWords(week: FreeDay[], language: string, until: string): string {
  const [first, last] = [week[0], week.at(-1)]
  if (!first || !last) return ''
  const [from, to] = [first, last].map(({ day }) => dayInParts(day, language)[1])
  return from === to ? `${from}` : `${from} ${until} ${to}`
}
