import { Mail, Pencil, Phone, Star, StarOff, Trash2, Video } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePresence } from '@/features/presence'
import { formatDateTime } from '@/i18n/format'
import type { Contact, Presence } from '@/protocol/types'
import { call } from '@/state/call'
import { Avatar, Button, ConfirmDialog, PresenceMark, TextLink } from '@/ui'
import styles from './ContactDetails.module.css'
import { useContactCommands } from './contact_commands'
import { EditContact } from './EditContact'
import { PastCalls } from './PastCalls'
import { personOf } from './queries'

interface ContactDetailsProps {
  contact: Contact
  /** The name stands above already, as the title of the page. */
  withoutName?: boolean
  onRemoved: () => void
}

/** Everything of one contact, and what one can do with him (CON-2, CON-6). */
export function ContactDetails({ contact, withoutName, onRemoved }: ContactDetailsProps) {
  const { t } = useTranslation(['contacts', 'common'])
  const presence = usePresence(contact.person_id, contact.presence)
  return (
    <section aria-label={contact.name} className={styles.panel}>
      <div className={styles.head}>
        <Avatar person={contact} size="xl" className={styles.photo ?? ''} />
        <div className={styles.words}>
          {!withoutName && <h2 className={styles.name}>{contact.name}</h2>}
          {contact.function && <p>{contact.function}</p>}
          {presence && <PresenceMark presence={presence} withText className={styles.muted ?? ''} />}
          {presence && <StatusLine presence={presence} />}
        </div>
      </div>
      <Calling contact={contact} />
      {contact.request !== 'none' && <p className={styles.muted}>{t(`request.${contact.request}_text`)}</p>}
      <dl className={styles.facts}>
        {contact.extension && <Fact term={t('details.extension')}>{contact.extension}</Fact>}
        {contact.numbers.map(({ label, number, e164 }) => (
          <Fact key={number} term={label || t('details.number')}>
            <TextLink href={`tel:${e164 || number}`}>{number}</TextLink>
          </Fact>
        ))}
        {contact.email && (
          <Fact term={t('details.email')}>
            <TextLink href={`mailto:${contact.email}`}>
              <Mail aria-hidden size="1.1em" className={styles.inline} />
              &nbsp;{contact.email}
            </TextLink>
          </Fact>
        )}
      </dl>
      {contact.note && (
        <dl>
          <Fact term={t('details.note')}>
            <span className={styles.note}>{contact.note}</span>
          </Fact>
        </dl>
      )}
      {contact.person_id && <PastCalls person={contact.person_id} heading={withoutName ? 'h2' : 'h3'} />}
      <Keeping contact={contact} onRemoved={onRemoved} />
    </section>
  )
}

/** What somebody wrote about himself, and until when it holds (PRE-1). */
function StatusLine({ presence: { text, until } }: { presence: Presence }) {
  const { t } = useTranslation('contacts')
  if (!text) return null
  return (
    <p className={styles.muted}>
      {until ? t('details.until', { text, moment: formatDateTime(until) }) : text}
    </p>
  )
}

/** The ways to call; there are none before a request is accepted, or without an account. */
function Calling({ contact }: { contact: Contact }) {
  const { t } = useTranslation('contacts')
  const person = personOf(contact)
  if (person === null || contact.request !== 'none') return null
  return (
    <div className={styles.actions}>
      <Button variant="primary" icon={Video} onPress={() => void call.start([person], 'video')}>
        {t('details.video')}
      </Button>
      <Button icon={Phone} onPress={() => void call.start([person], 'audio')}>
        {t('details.audio')}
      </Button>
    </div>
  )
}

/** What one does with the contact itself: favourite, change, delete. */
function Keeping({ contact, onRemoved }: { contact: Contact; onRemoved: () => void }) {
  const { t } = useTranslation(['contacts', 'common'])
  const [asking, setAsking] = useState(false)
  const [editing, setEditing] = useState(false)
  const { remove, favour } = useContactCommands(contact, onRemoved)
  const { favourite, note, person_id, section } = contact
  const edit = person_id === null ? 'details.edit' : note ? 'details.edit_note' : 'details.add_note'
  return (
    <div className={styles.keeping}>
      <Button variant="quiet" icon={favourite ? StarOff : Star} onPress={() => void favour()}>
        {t(favourite ? 'details.unfavour' : 'details.favour')}
      </Button>
      <Button variant="quiet" icon={Pencil} onPress={() => setEditing(true)}>
        {t(edit)}
      </Button>
      {section !== 'company' && (
        <Button variant="quiet" icon={Trash2} onPress={() => setAsking(true)}>
          {t('common:delete')}
        </Button>
      )}
      <ConfirmDialog
        title={t('delete.title', { name: contact.name })}
        text={t('delete.text')}
        confirmLabel={t('common:delete')}
        danger
        isOpen={asking}
        onConfirm={remove}
        onClose={() => setAsking(false)}
      />
      <EditContact contact={contact} isOpen={editing} onClose={() => setEditing(false)} />
    </div>
  )
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt className={styles.muted}>{term}</dt>
      <dd>{children}</dd>
    </div>
  )
}
