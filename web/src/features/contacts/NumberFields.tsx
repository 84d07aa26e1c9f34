import { Plus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button, IconButton, TextField } from '@/ui'
import styles from './NumberFields.module.css'

export interface EditedNumber {
  label: string
  number: string
}

/** Digits with the usual signs: what the server takes for a telephone number. */
const NUMBER = /^\+?[\d(][\d ()./-]+$/

/** Drops the rows that were left empty. */
export function toNumbers(numbers: EditedNumber[]): EditedNumber[] {
  return numbers.filter(({ number }) => number.trim() !== '').map(({ label, number }) => ({ label, number }))
}

/** The row at which the server's refusal of the numbers is shown: the first that is none. */
function faulty(numbers: EditedNumber[]): number {
  const found = numbers.findIndex(({ number }) => number.trim() !== '' && !NUMBER.test(number.trim()))
  return Math.max(0, found)
}

/** Telephone numbers, each with a word that says which one it is. */
export function NumberFields({
  numbers,
  onChange,
}: {
  numbers: EditedNumber[]
  onChange: (numbers: EditedNumber[]) => void
}) {
  const { t } = useTranslation('contacts')
  const at = faulty(numbers)
  const put = (index: number, change: Partial<EditedNumber>) =>
    onChange(numbers.map((one, at) => (at === index ? { ...one, ...change } : one)))
  return (
    <fieldset className={styles.numbers}>
      <legend className={styles.legend}>{t('new.numbers')}</legend>
      {numbers.map(({ label, number }, index) => (
        // Rows have no identity of their own; they are only added at the end and removed.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index} className={styles.row}>
          <TextField
            label={t('new.number_label')}
            value={label}
            onChange={(value) => put(index, { label: value })}
            maxLength={30}
          />
          <TextField
            label={t('details.number')}
            {...(index === at ? { name: 'numbers' } : {})}
            type="tel"
            autoComplete="off"
            value={number}
            onChange={(value) => put(index, { number: value })}
          />
          <IconButton
            label={t('new.remove_number')}
            icon={X}
            onPress={() => onChange(numbers.filter((_one, at) => at !== index))}
          />
        </div>
      ))}
      <div>
        <Button icon={Plus} onPress={() => onChange([...numbers, { label: '', number: '' }])}>
          {t('new.add_number')}
        </Button>
      </div>
    </fieldset>
  )
}
