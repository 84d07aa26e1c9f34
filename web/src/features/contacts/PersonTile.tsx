import { Check } from 'lucide-react'
import { ToggleButton } from 'react-aria-components/ToggleButton'
import { usePresence } from '@/features/presence'
import type { Contact } from '@/protocol/types'
import { Avatar, classNames, PresenceMark } from '@/ui'
import styles from './PersonTile.module.css'

interface PersonTileProps {
  contact: Contact
  isSelected: boolean
  onChange: (selected: boolean) => void
}

/** Somebody who is there: photo, name, presence; a press selects, with a visible check (CON-1). */
export function PersonTile({ contact, isSelected, onChange }: PersonTileProps) {
  const presence = usePresence(contact.person_id, contact.presence)
  return (
    <ToggleButton
      isSelected={isSelected}
      onChange={onChange}
      className={classNames(styles.tile, presence?.state === 'offline' && styles.gone)}
    >
      <span className={styles.check} aria-hidden>
        <Check size="1.25rem" strokeWidth={3} />
      </span>
      <Avatar person={contact} size="xl" className={styles.photo ?? ''} />
      <span className={styles.name}>{contact.name}</span>
      {presence && <PresenceMark presence={presence} withText className={styles.presence ?? ''} />}
      {presence?.text ? <span className={styles.text}>{presence.text}</span> : null}
    </ToggleButton>
  )
}
