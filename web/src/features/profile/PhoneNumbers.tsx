import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, IconButton, TextField } from '@/ui'
import { isPhoneNumber, MAX_PHONES, type PhoneRow, phoneRow } from './details'
import styles from './settings.module.css'

interface PhoneNumbersProps {
  rows: PhoneRow[]
  onChange: (rows: PhoneRow[]) => void
}

/** PRO-1: up to five telephone numbers, each with what it is for. */
export function PhoneNumbers({ rows, onChange }: PhoneNumbersProps) {
  const { t } = useTranslation('profile')
  const [added, setAdded] = useState<string | null>(null)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const change = (key: string, changed: Partial<PhoneRow>) =>
    onChange(rows.map((row) => (row.key === key ? { ...row, ...changed } : row)))

  function add() {
    const row = phoneRow()
    setAdded(row.key)
    onChange([...rows, row])
  }

  return (
    <fieldset className={styles.phones}>
      <legend className={styles.legend}>{t('details.phones')}</legend>
      <p className={styles.note}>{rows.length === 0 ? t('details.phones_none') : t('details.phones_help')}</p>
      {rows.map(({ key, label, number }, index) => {
        const wrong = left.has(key) && !isPhoneNumber(number) && (number !== '' || label !== '')
        return (
          <div key={key} className={styles.phone} onBlur={() => setLeft(new Set([...left, key]))}>
            <TextField
              label={t('details.phone_number', { number: index + 1 })}
              {...(index === 0 ? { name: 'phone_numbers' } : {})}
              type="tel"
              inputMode="tel"
              autoComplete="tel"
              maxLength={25}
              value={number}
              onChange={(next) => change(key, { number: next })}
              error={wrong ? t('details.phone_invalid') : null}
              autoFocus={key === added}
            />
            <TextField
              label={t('details.phone_label', { number: index + 1 })}
              description={t('details.phone_label_help')}
              maxLength={30}
              value={label}
              onChange={(next) => change(key, { label: next })}
            />
            <IconButton
              label={t('details.phone_remove', { number: index + 1 })}
              icon={Trash2}
              className={styles.remove ?? ''}
              onPress={() => onChange(rows.filter((row) => row.key !== key))}
            />
          </div>
        )
      })}
      {rows.length < MAX_PHONES && (
        <div>
          <Button icon={Plus} onPress={add}>
            {t('details.phone_add')}
          </Button>
        </div>
      )}
    </fieldset>
  )
}
