import { ChevronLeft, ChevronRight } from 'lucide-react'
import { type CSSProperties, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Appointment, Overlap } from '@/protocol/types'
import { Button, classNames, Dialog, Fetched, PHONE, useMediaQuery } from '@/ui'
import { AppointmentCard } from './AppointmentCard'
import { addDays, clockOf, dayInWords, inZone, minuteOf, weekOf } from './date_text'
import { useAgenda } from './queries'
import styles from './WeekView.module.css'
import { hoursOf, placed, type Span } from './week'

interface Block extends Span {
  key: string
  day: string
  /** Null: busy in the other calendar. */
  appointment: Appointment | null
}

interface WeekViewProps {
  today: string
  now: number
  onChange: (appointment: Appointment) => void
  onCancel: (appointment: Appointment) => void
}

/** **Week**: seven columns by the clock, on a telephone seven lists; with what stands in the other calendar. */
export function WeekView({ today, now, ...acts }: WeekViewProps) {
  const { t, i18n } = useTranslation('appointments')
  const [monday, setMonday] = useState(() => weekOf(today)[0] ?? today)
  const [opened, setOpened] = useState<string | null>(null)
  const days = weekOf(monday)
  const agenda = useAgenda(monday, addDays(monday, 6))
  const isPhone = useMediaQuery(PHONE)
  const shown = agenda.data?.appointments.find(({ id }) => id === opened)
  const label = t('week.label', { day: dayInWords(monday, today, i18n.language) })
  const close = () => setOpened(null)
  const then = (act: (appointment: Appointment) => void) => (appointment: Appointment) => {
    close()
    act(appointment)
  }
  return (
    <div className={styles.view}>
      <div className={styles.bar}>
        <Button icon={ChevronLeft} onPress={() => setMonday(addDays(monday, -7))}>
          {t('week.previous')}
        </Button>
        <h2 className={styles.title} role="status">
          {label}
        </h2>
        <Button icon={ChevronRight} onPress={() => setMonday(addDays(monday, 7))}>
          {t('week.next')}
        </Button>
        {!days.includes(today) && (
          <Button onPress={() => setMonday(weekOf(today)[0] ?? today)}>{t('week.this')}</Button>
        )}
      </div>
      <Fetched query={agenda} failed={t('page.failed')} shape="tile">
        {({ appointments, elsewhere }) => {
          const blocks = blocksOf(appointments, elsewhere, days)
          return isPhone ? (
            <Days days={days} today={today} blocks={blocks} onOpen={setOpened} />
          ) : (
            <Columns label={label} days={days} today={today} blocks={blocks} onOpen={setOpened} />
          )
        }}
      </Fetched>
      {shown && (
        <Dialog title={dayInWords(shown.date, today, i18n.language)} isOpen onClose={close}>
          <AppointmentCard
            appointment={shown}
            now={now}
            onChange={then(acts.onChange)}
            onCancel={then(acts.onCancel)}
          />
        </Dialog>
      )}
    </div>
  )
}

interface WeekProps {
  days: string[]
  today: string
  blocks: Block[]
  onOpen: (appointment: string) => void
}

/** The week by the clock. */
function Columns({ label, days, today, blocks, onOpen }: WeekProps & { label: string }) {
  const { i18n } = useTranslation('appointments')
  const { starts, ends } = hoursOf(blocks)
  const hours = Array.from({ length: (ends - starts) / 60 }, (_, index) => starts + index * 60)
  // Set by React on the element itself, as the policy of the site allows; not as an attribute.
  const height = { '--minutes': ends - starts } as CSSProperties
  return (
    <div role="group" aria-label={label} className={styles.columns} style={height}>
      <div className={styles.hours} aria-hidden>
        {hours.map((minute) => (
          <span key={minute}>{clockOf(minute)}</span>
        ))}
      </div>
      {days.map((day) => (
        <section key={day} className={styles.column} aria-label={dayInWords(day, today, i18n.language)}>
          <h3 className={classNames(styles.dayName, day === today && styles.today)}>
            {dayInWords(day, today, i18n.language, 'short')}
          </h3>
          <div className={styles.field}>
            {placed(blocks.filter((block) => block.day === day)).map(({ item, lane, lanes }) => (
              <div
                key={item.key}
                className={styles.place}
                style={
                  {
                    '--from': item.starts - starts,
                    '--length': item.ends - item.starts,
                    '--lane': lane,
                    '--lanes': lanes,
                  } as CSSProperties
                }
              >
                <WeekBlock block={item} today={today} onOpen={onOpen} />
              </div>
            ))}
          </div>
        </section>
      ))}
    </div>
  )
}

/** The week as lists, for a narrow screen. */
function Days({ days, today, blocks, onOpen }: WeekProps) {
  const { t, i18n } = useTranslation('appointments')
  return (
    <>
      {days.map((day) => {
        const ofDay = blocks.filter((block) => block.day === day).sort((a, b) => a.starts - b.starts)
        return (
          <section key={day} className={styles.dayList} aria-label={dayInWords(day, today, i18n.language)}>
            <h3 className={classNames(styles.dayName, day === today && styles.today)}>
              {dayInWords(day, today, i18n.language)}
            </h3>
            {ofDay.length === 0 && <p className={styles.nothing}>{t('week.nothing')}</p>}
            {ofDay.map((block) => (
              <WeekBlock key={block.key} block={block} today={today} onOpen={onOpen} />
            ))}
          </section>
        )
      })}
    </>
  )
}

function WeekBlock({ block, today, onOpen }: { block: Block; today: string; onOpen: (id: string) => void }) {
  const { t, i18n } = useTranslation('appointments')
  const times = { starts: clockOf(block.starts), ends: clockOf(block.ends) }
  const { appointment } = block
  if (appointment === null) {
    return (
      <div className={styles.busy}>
        <span className={styles.hiddenWords}>{t('week.busy_label', times)}</span>
        <span aria-hidden>{t('week.busy')}</span>
      </div>
    )
  }
  const names = appointment.recipients.map(({ name }) => name).join(', ')
  const day = dayInWords(block.day, today, i18n.language)
  return (
    <button
      type="button"
      className={styles.block}
      aria-label={t('week.block', { subject: appointment.subject, day, names, ...times })}
      onClick={() => onOpen(appointment.id)}
    >
      <span className={styles.blockTime}>{times.starts}</span>{' '}
      <span className={styles.blockSubject}>{appointment.subject}</span>
      <span className={styles.blockNames}>{names}</span>
    </button>
  )
}

/** What holds in these days; what goes over midnight stands in each of its days. */
function blocksOf(
  appointments: readonly Appointment[],
  elsewhere: readonly Overlap[],
  days: string[],
): Block[] {
  const own = appointments.filter(({ cancelled }) => !cancelled)
  return days.flatMap((day) => [
    ...own
      .filter(({ date }) => date === day)
      .map((appointment) => {
        const starts = minuteOf(appointment.starts)
        const ends = minuteOf(appointment.ends)
        // An urgent one late in the evening ends on the next day.
        return { key: appointment.id, day, starts, ends: ends > starts ? ends : 24 * 60, appointment }
      }),
    ...elsewhere.flatMap((busy) => {
      const from = inZone(busy.starts_at)
      const until = inZone(busy.ends_at)
      if (from.day > day || until.day < day || (until.day === day && until.minute === 0)) return []
      const starts = from.day === day ? from.minute : 0
      const ends = until.day === day ? until.minute : 24 * 60
      return [{ key: busy.starts_at, day, starts, ends, appointment: null }]
    }),
  ])
}
