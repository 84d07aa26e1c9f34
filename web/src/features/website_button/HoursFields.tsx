import { useTranslation } from 'react-i18next'
import { Checkbox, TextField } from '@/ui'
import { type Choices, DAYS, withDay } from './button_fields'
import styles from './WebsiteButtons.module.css'

interface HoursFieldsProps {
  choices: Choices
  onChange: (choices: Choices) => void
}

/** ADM-3: a line for each day: open or not, from, until. */
export function HoursFields({ choices, onChange }: HoursFieldsProps) {
  const { t } = useTranslation('website_button')
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{t('hours')}</legend>
      {DAYS.map((day) => {
        const times = choices.hours?.[day] ?? null
        const name = t(`days.${day}`)
        const [from, until] = [times?.[0] ?? '09:00', times?.[1] ?? '17:00']
        return (
          <div key={day} className={styles.day}>
            <Checkbox
              isSelected={times !== null}
              onChange={(open) => onChange(withDay(choices, day, open ? ['09:00', '17:00'] : null))}
            >
              {name}
            </Checkbox>
            {times && (
              <>
                <TextField
                  label={t('from', { day: name })}
                  type="time"
                  value={from}
                  onChange={(text) => onChange(withDay(choices, day, [text, until]))}
                  isRequired
                />
                <TextField
                  label={t('until', { day: name })}
                  type="time"
                  value={until}
                  onChange={(text) => onChange(withDay(choices, day, [from, text]))}
                  isRequired
                />
              </>
            )}
          </div>
        )
      })}
    </fieldset>
  )
}
