import { Star } from 'lucide-react'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { useTranslation } from 'react-i18next'
import { usePresence } from '@/features/presence'
import type { Contact } from '@/protocol/types'
import { Avatar, Badge } from '@/ui'
import styles from './Contacts.module.css'
import { keyOf } from './queries'

export interface ContactListProps {
  contacts: Contact[]
  /** The key (`keyOf`) of the one whose details are shown. */
  selected: string | null
  onSelect: (key: string | null) => void
}

/** The list; arrows move through it, typing jumps to a name (CON-2). */
export function ContactList({ contacts, selected, onSelect }: ContactListProps) {
  const { t } = useTranslation('contacts')
  return (
    <ListBox
      aria-label={t('list.title')}
      items={contacts}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={selected ? [selected] : []}
      onSelectionChange={(keys) => {
        const [key] = keys === 'all' ? [] : [...keys]
        onSelect(key === undefined ? null : String(key))
      }}
      className={styles.box ?? ''}
    >
      {(contact) => (
        <ListBoxItem id={keyOf(contact)} textValue={contact.name} className={styles.row ?? ''}>
          <ContactRow contact={contact} />
        </ListBoxItem>
      )}
    </ListBox>
  )
}

/** One contact of the list. */
export function ContactRow({ contact }: { contact: Contact }) {
  const { t } = useTranslation('contacts')
  const presence = usePresence(contact.person_id, contact.presence)
  const about = presence?.text || contact.function || contact.email || contact.numbers[0]?.number
  return (
    <>
      <Avatar person={contact} presence={presence} />
      <span className={styles.words}>
        <span className={styles.name}>
          {contact.name}
          {contact.favourite && (
            <Star
              size="1em"
              className={styles.star}
              fill="currentColor"
              role="img"
              aria-label={t('details.favourite')}
            />
          )}
        </span>
        {about && <span className={styles.about}>{about}</span>}
      </span>
      {contact.request !== 'none' && (
        <Badge tone={contact.request === 'declined' ? 'warn' : 'brand'}>
          {t(`request.${contact.request}`)}
        </Badge>
      )}
      {contact.extension && <span className={styles.extension}>{contact.extension}</span>}
    </>
  )
}
