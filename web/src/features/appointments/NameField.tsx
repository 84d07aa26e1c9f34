import { type KeyboardEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '@/protocol/types'
import { Avatar, TextField, useDebounced } from '@/ui'
import styles from './NameField.module.css'
import type { InviteeFields } from './plan_fields'
import { useContactsNamed } from './queries'

interface NameFieldProps {
  label: string
  name: string
  recipient: InviteeFields
  onChange: (changed: Partial<InviteeFields>) => void
  autoFocus?: boolean
}

/**
 * **Naam ontvanger**: typed freely, or taken over from the contacts, with their address (a combobox after the patterns
 * of ARIA). Nothing is chosen for who only types: what is suggested is taken by a click, or by the arrow and Enter.
 */
export function NameField({ label, name, recipient, onChange, autoFocus = false }: NameFieldProps) {
  const { t } = useTranslation('appointments')
  const id = useId()
  const [open, setOpen] = useState(false)
  const [active, setActive] = useState(-1)
  /** The address that came with the contact before: another contact without one does not keep it. */
  const [taken, setTaken] = useState('')
  const found = useContactsNamed(useDebounced(recipient.name, 200), open)
  const shown = open ? found : []
  const current = shown[active]

  const close = () => {
    setOpen(false)
    setActive(-1)
  }
  const choose = (contact: Contact) => {
    const email = contact.email || (recipient.email === taken ? '' : recipient.email)
    setTaken(contact.email)
    onChange({ name: contact.name, email })
    close()
  }
  const press = (event: KeyboardEvent) => {
    const { key, nativeEvent } = event
    if (nativeEvent.isComposing) return
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      setOpen(true)
      setActive(step(active, key === 'ArrowDown' ? 1 : -1, shown.length))
    } else if (key === 'Enter' && current) choose(current)
    else if (key === 'Escape' && shown.length > 0) {
      close()
      // A dialog around the form stays.
      event.stopPropagation()
    } else return
    event.preventDefault()
  }
  return (
    <TextField
      label={label}
      name={name}
      value={recipient.name}
      onChange={(typed) => {
        setOpen(true)
        setActive(-1)
        onChange({ name: typed })
      }}
      autoComplete="off"
      isRequired
      autoFocus={autoFocus}
      combobox={{
        role: 'combobox',
        'aria-autocomplete': 'list',
        'aria-expanded': shown.length > 0,
        'aria-controls': `${id}-list`,
        'aria-activedescendant': current && `${id}-${active}`,
        onKeyDown: press,
        onBlur: close,
      }}
      after={
        <>
          <Suggestions id={id} contacts={shown} active={active} onChoose={choose} />
          <span role="status" className={styles.spoken}>
            {shown.length > 0 && t('form.suggested', { count: shown.length })}
          </span>
        </>
      }
    />
  )
}

interface SuggestionsProps {
  id: string
  contacts: readonly Contact[]
  active: number
  onChoose: (contact: Contact) => void
}

function Suggestions({ id, contacts, active, onChoose }: SuggestionsProps) {
  const { t } = useTranslation('appointments')
  return (
    <div
      id={`${id}-list`}
      role="listbox"
      aria-label={t('form.suggestions')}
      className={styles.list}
      hidden={contacts.length === 0}
    >
      {contacts.map((contact, place) => (
        // The keys are pressed in the field, which keeps the focus.
        // oxlint-disable-next-line click-events-have-key-events, interactive-supports-focus
        <div
          key={contact.id}
          id={`${id}-${place}`}
          role="option"
          aria-selected={place === active}
          className={styles.option}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(contact)}
        >
          <Avatar person={contact} size="s" />
          <span className={styles.words}>
            <span className={styles.name}>{contact.name}</span>
            <span className={styles.email}>{contact.email || t('form.no_email')}</span>
          </span>
        </div>
      ))}
    </div>
  )
}

/** The next place of so many, round and round; -1 is the field itself. */
function step(place: number, by: 1 | -1, count: number): number {
  const next = place + by
  if (next < -1) return count - 1
  return next >= count ? -1 : next
}
