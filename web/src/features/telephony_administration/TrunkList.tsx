import { EllipsisVertical, Pencil, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Trunk } from '@/protocol/types'
import { Badge, Menu } from '@/ui'
import styles from './Rows.module.css'
import { addressOf, outgoingOf, TONES } from './trunk_fields'

interface TrunkListProps {
  trunks: Trunk[]
  onEdit: (trunk: Trunk) => void
  onRemove: (trunk: Trunk) => void
}

/** The lines, how each stands, and what its provider last said when something is wrong. */
export function TrunkList({ trunks, onEdit, onRemove }: TrunkListProps) {
  const { t } = useTranslation('telephony')
  const outgoing = outgoingOf(trunks)
  return (
    <ul role="list" aria-label={t('trunks.title')} className={styles.rows}>
      {trunks.map((trunk) => (
        <li key={trunk.id} className={styles.row}>
          <div className={styles.words}>
            <span className={styles.head}>
              <span className={styles.name}>{trunk.name}</span>
              <Badge tone={TONES[trunk.state]}>{t(`trunks.states.${trunk.state}`)}</Badge>
            </span>
            <span className={styles.about}>
              {[addressOf(trunk), trunk.transport.toUpperCase(), t(`trunks.ways.${trunk.way}`)].join(' · ')}
            </span>
            {trunks.length > 1 && trunk.id === outgoing?.id && (
              <span className={styles.about}>{t('trunks.outgoing')}</span>
            )}
            {trunk.fault && <span className={styles.fault}>{trunk.fault}</span>}
          </div>
          <Menu
            label={t('telephony.actions_for', { name: trunk.name })}
            icon={EllipsisVertical}
            items={[
              { label: t('telephony.edit'), icon: Pencil, onPress: () => onEdit(trunk) },
              { label: t('telephony.remove'), icon: Trash2, danger: true, onPress: () => onRemove(trunk) },
            ]}
          />
        </li>
      ))}
    </ul>
  )
}
