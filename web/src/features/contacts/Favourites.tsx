import { useQueryClient } from '@tanstack/react-query'
import { GripVertical } from 'lucide-react'
import { useState } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { GridList, GridListItem } from 'react-aria-components/GridList'
import { useDragAndDrop } from 'react-aria-components/useDragAndDrop'
import { useTranslation } from 'react-i18next'
import { answer, http } from '@/protocol/http'
import type { Contact } from '@/protocol/types'
import { toast } from '@/ui'
import { ContactRow } from './ContactList'
import styles from './Contacts.module.css'

interface FavouritesProps {
  contacts: Contact[]
  selected: string | null
  onSelect: (id: string | null) => void
}

/** The favourites in an order of one's own, by mouse, finger or keyboard (CON-4). */
export function Favourites({ contacts, selected, onSelect }: FavouritesProps) {
  const { t } = useTranslation('contacts')
  const queries = useQueryClient()
  const [order, setOrder] = useState<string[] | null>(null)
  const sorted = order ? contacts.toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id)) : contacts

  const move = async (moved: Set<string>, target: string, before: boolean) => {
    const rest = sorted.map(({ id }) => id).filter((id) => !moved.has(id))
    const place = rest.indexOf(target) + (before ? 0 : 1)
    const ids = [...rest.slice(0, place), ...moved, ...rest.slice(place)]
    setOrder(ids)
    try {
      await answer(http.PUT('/api/contacts/favourites', { body: { ids } }))
    } catch (error) {
      toast((error as Error).message, { tone: 'danger' })
    }
    await queries.invalidateQueries({ queryKey: ['contacts', 'favourites'] })
    setOrder(null)
  }
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ 'text/plain': String(key) })),
    onReorder: ({ keys, target }) =>
      void move(new Set([...keys].map(String)), String(target.key), target.dropPosition === 'before'),
  })

  return (
    <GridList
      aria-label={t('list.title')}
      items={sorted}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={selected ? [selected] : []}
      onSelectionChange={(keys) => {
        const [id] = keys === 'all' ? [] : [...keys]
        onSelect(id === undefined ? null : String(id))
      }}
      dragAndDropHooks={dragAndDropHooks}
      className={styles.box ?? ''}
    >
      {(contact) => (
        <GridListItem id={contact.id} textValue={contact.name} className={styles.row ?? ''}>
          <AriaButton
            slot="drag"
            className={styles.grip ?? ''}
            aria-label={t('list.move', { name: contact.name })}
          >
            <GripVertical aria-hidden size="1.25em" />
          </AriaButton>
          <ContactRow contact={contact} />
        </GridListItem>
      )}
    </GridList>
  )
}
