import { EllipsisVertical, Pencil, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { PhoneNumber } from '@/protocol/types'
import { classNames, Menu } from '@/ui'
import styles from './Rows.module.css'

interface NumberListProps {
  numbers: PhoneNumber[]
  onEdit: (number: PhoneNumber) => void
  onRemove: (number: PhoneNumber) => void
}

/** The telephone numbers of the organisation. */
export function NumberList({ numbers, onEdit, onRemove }: NumberListProps) {
  const { t } = useTranslation('telephony')
  return (
    <ul role="list" aria-label={t('numbers.title')} className={styles.rows}>
      {numbers.map((one) => (
        <li key={one.id} className={styles.row}>
          <div className={styles.words}>
            <span className={classNames(styles.name, styles.digits)}>{one.number}</span>
            <span className={styles.about}>
              {[one.short && t('numbers.short_is', { short: one.short }), t(`languages.${one.language}`)]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </div>
          <Menu
            label={t('telephony.actions_for', { name: one.number })}
            icon={EllipsisVertical}
            items={[
              { label: t('telephony.edit'), icon: Pencil, onPress: () => onEdit(one) },
              { label: t('telephony.remove'), icon: Trash2, danger: true, onPress: () => onRemove(one) },
            ]}
          />
        </li>
      ))}
    </ul>
  )
}
