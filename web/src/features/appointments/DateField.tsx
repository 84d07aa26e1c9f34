import { CalendarDate, parseDate } from '@internationalized/date'
import { CalendarDays, ChevronLeft, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { Button } from 'react-aria-components/Button'
import {
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
} from 'react-aria-components/Calendar'
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Popover } from 'react-aria-components/Popover'
import { useTranslation } from 'react-i18next'
import { TextField } from '@/ui'
import styles from './DateField.module.css'
import { dayInWords, dayOf, fieldText } from './date_text'

interface DateFieldProps {
  value: string
  today: string
  onChange: (text: string) => void
}

/** **Datum**: typed as people write dates, or chosen in a calendar; below it stands what was understood. */
export function DateField({ value, today, onChange }: DateFieldProps) {
  const { t, i18n } = useTranslation('appointments')
  const [open, setOpen] = useState(false)
  const day = dayOf(value, today)
  const choose = (date: CalendarDate) => {
    onChange(fieldText(date.toString()))
    setOpen(false)
  }
  return (
    <TextField
      label={t('form.date')}
      name="date"
      value={value}
      onChange={onChange}
      autoComplete="off"
      isRequired
      description={
        day ? t('form.date_read', { day: dayInWords(day, today, i18n.language) }) : t('form.date_help')
      }
      after={
        <DialogTrigger isOpen={open} onOpenChange={setOpen}>
          <Button aria-label={t('form.calendar')} className={styles.opener ?? ''}>
            <CalendarDays aria-hidden size="1.35em" />
          </Button>
          <Popover placement="bottom end" className={styles.popover ?? ''}>
            <Dialog aria-label={t('form.choose_day')} className={styles.dialog ?? ''}>
              <MonthCalendar day={day} today={today} onChange={choose} />
            </Dialog>
          </Popover>
        </DialogTrigger>
      }
    />
  )
}

interface MonthCalendarProps {
  day: string | null
  today: string
  onChange: (date: CalendarDate) => void
}

function MonthCalendar({ day, today, onChange }: MonthCalendarProps) {
  const { t } = useTranslation('appointments')
  const first = parseDate(today)
  return (
    <Calendar
      aria-label={t('form.choose_day')}
      value={day && day >= today ? parseDate(day) : null}
      defaultFocusedValue={day && day >= today ? parseDate(day) : first}
      minValue={first}
      firstDayOfWeek="mon"
      autoFocus
      onChange={(date) => onChange(new CalendarDate(date.year, date.month, date.day))}
    >
      <header className={styles.head}>
        <Button slot="previous" aria-label={t('form.previous_month')} className={styles.arrow ?? ''}>
          <ChevronLeft aria-hidden />
        </Button>
        <Heading level={2} className={styles.month} />
        <Button slot="next" aria-label={t('form.next_month')} className={styles.arrow ?? ''}>
          <ChevronRight aria-hidden />
        </Button>
      </header>
      <CalendarGrid weekdayStyle="short" className={styles.grid ?? ''}>
        <CalendarGridHeader>
          {(name) => <CalendarHeaderCell className={styles.weekday ?? ''}>{name}</CalendarHeaderCell>}
        </CalendarGridHeader>
        <CalendarGridBody>
          {(date) => <CalendarCell date={date} className={styles.cell ?? ''} />}
        </CalendarGridBody>
      </CalendarGrid>
    </Calendar>
  )
}
