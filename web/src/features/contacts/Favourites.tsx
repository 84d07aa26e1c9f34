import { useQueryClient } from '@tanstack/react-query'
import { ArrowDown, ArrowUp, ArrowUpDown, Check, GripVertical, type LucideIcon } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { GridList, GridListItem } from 'react-aria-components/GridList'
import { useDragAndDrop } from 'react-aria-components/useDragAndDrop'
import { useTranslation } from 'react-i18next'
import { answer, http } from '@/protocol/http'
import type { Contact } from '@/protocol/types'
import { Button, toast } from '@/ui'
import { type ContactListProps, ContactRow } from './ContactList'
import styles from './Contacts.module.css'
import { placed, stepped } from './order'
import { keyOf } from './queries'

/** The favourites in an order of one's own: dragged by mouse or keyboard, or moved by buttons (CON-4). */
export function Favourites({ contacts, selected, onSelect }: ContactListProps) {
  const { t } = useTranslation('contacts')
  const { sorted, move } = useOrder(contacts)
  const [ordering, setOrdering] = useState(false)
  const [told, setTold] = useState('')
  const box = useRef<HTMLDivElement>(null)
  const keys = sorted.map(keyOf)

  const step = (contact: Contact, by: -1 | 1) => {
    const key = keyOf(contact)
    const next = stepped(keys, key, by)
    setTold(t('order.moved', { name: contact.name, place: next.indexOf(key) + 1, count: next.length }))
    void move(next)
    const place = next.indexOf(key)
    focusSoon(box.current, key, place === 0 || (by === 1 && place < next.length - 1) ? 'down' : 'up')
  }
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (dragged) => [...dragged].map((key) => ({ 'text/plain': String(key) })),
    onReorder: ({ keys: dragged, target }) => {
      const side = target.dropPosition === 'before' ? 'before' : 'after'
      void move(placed(keys, new Set([...dragged].map(String)), String(target.key), side))
    },
  })

  return (
    <>
      {sorted.length > 1 && (
        <div>
          <Button
            icon={ordering ? Check : ArrowUpDown}
            aria-pressed={ordering}
            onPress={() => setOrdering(!ordering)}
          >
            {t('order.change')}
          </Button>
        </div>
      )}
      <GridList
        ref={box}
        aria-label={t('list.title')}
        items={sorted}
        // Rows are drawn anew when these change.
        dependencies={[ordering]}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={selected ? [selected] : []}
        onSelectionChange={(chosen) => {
          const [key] = chosen === 'all' ? [] : [...chosen]
          onSelect(key === undefined ? null : String(key))
        }}
        dragAndDropHooks={dragAndDropHooks}
        className={styles.box ?? ''}
      >
        {(contact) => (
          <GridListItem id={keyOf(contact)} textValue={contact.name} className={styles.row ?? ''}>
            <AriaButton
              slot="drag"
              className={styles.grip ?? ''}
              aria-label={t('list.move', { name: contact.name })}
            >
              <GripVertical aria-hidden size="1.25em" />
            </AriaButton>
            <ContactRow contact={ordering ? { ...contact, favourite: false, extension: '' } : contact} />
            {ordering && (
              <span className={styles.steps}>
                <Step
                  icon={ArrowUp}
                  label={t('order.up', { name: contact.name })}
                  isDisabled={contact === sorted[0]}
                  onPress={() => step(contact, -1)}
                />
                <Step
                  icon={ArrowDown}
                  label={t('order.down', { name: contact.name })}
                  isDisabled={contact === sorted.at(-1)}
                  onPress={() => step(contact, 1)}
                />
              </span>
            )}
          </GridListItem>
        )}
      </GridList>
      <p role="status" className={styles.told}>
        {told}
      </p>
    </>
  )
}

interface StepProps {
  icon: LucideIcon
  label: string
  isDisabled: boolean
  onPress: () => void
}

function Step({ icon: Icon, ...props }: StepProps) {
  const { label, ...button } = props
  return (
    <AriaButton {...button} aria-label={label} className={styles.step ?? ''}>
      <Icon aria-hidden size="1.35em" />
    </AriaButton>
  )
}

/** The favourites as they were last put, also while the server is being told. */
function useOrder(contacts: Contact[]) {
  const queries = useQueryClient()
  const [order, setOrder] = useState<string[] | null>(null)
  const latest = useRef(0)
  useEffect(() => () => void (latest.current = -1), [])
  const placeOf = (contact: Contact) => {
    const place = order?.indexOf(keyOf(contact)) ?? -1
    return place === -1 ? contacts.length : place
  }
  const sorted = order ? contacts.toSorted((a, b) => placeOf(a) - placeOf(b)) : contacts
  const move = async (ids: string[]) => {
    latest.current += 1
    const mine = latest.current
    setOrder(ids)
    try {
      await answer(http.PUT('/api/contacts/favourites', { body: { ids } }))
    } catch (error) {
      toast((error as Error).message, { tone: 'danger' })
    }
    await queries.invalidateQueries({ queryKey: ['contacts', 'favourites'] })
    // Who has moved something else meanwhile sees that, until the server has told of it.
    if (latest.current === mine) setOrder(null)
  }
  return { sorted, move }
}

/** The pressed button moves with its row and would lose the focus; at the end of the list the other one gets it. */
function focusSoon(box: HTMLElement | null, key: string, which: 'up' | 'down'): void {
  requestAnimationFrame(() => {
    const row = box?.querySelector(`[data-key="${CSS.escape(key)}"]`)
    const buttons = [...(row?.querySelectorAll<HTMLElement>(`.${styles.step}`) ?? [])]
    buttons[which === 'up' ? 0 : 1]?.focus()
  })
}
