import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { keyOf, personOf, useContacts } from '@/features/contacts'
import { ByLink, OfferLink } from '@/features/room_links'
import type { Contact } from '@/protocol/types'
import type { JoiningWay, Whom } from '@/state/call'
import { OFFLINE, presence } from '@/state/presence'
import {
  Avatar,
  Banner,
  Button,
  Dialog,
  DialogActions,
  FetchFault,
  PresenceMark,
  SearchField,
  Skeleton,
  TextField,
  useDebounced,
  useStore,
} from '@/ui'
import styles from './BringIn.module.css'
import { DialField } from './DialField'
import { useCall } from './use_call'
import { arrangedContacts } from './who_to_ask'

interface BringInProps {
  way: JoiningWay
  /** Who is in the call already. */
  present: readonly string[]
  onClose: () => void
}

/** As many as one looks through; others are found by their name. */
const SHOWN = 100

/** Brings somebody in to hand over to, to consult or to add: whom one knows, a number, or who gets a link (CAL-9 to CAL-11). */
export default function BringIn({ way, present, onClose }: BringInProps) {
  const { t } = useTranslation('calls')
  const { call } = useCall()
  const room = useStore(call.snapshot, (snapshot) => snapshot.room)
  const [byLink, setByLink] = useState(false)
  return (
    <Dialog title={t(byLink ? 'join.by_link' : `join.${way}.title`)} isOpen onClose={onClose}>
      {byLink && room ? (
        <ByLink room={room} onBack={() => setByLink(false)} onClose={onClose} />
      ) : (
        <>
          <p>{t(`join.${way}.intro`)}</p>
          {way === 'add' && <OfferLink onPress={() => setByLink(true)} />}
          <Choose way={way} present={present} onClose={onClose} />
          {room && <DialField room={room.id} purpose={way} onDialled={onClose} />}
        </>
      )}
    </Dialog>
  )
}

/** Chooses a colleague or a contact and rings him. */
function Choose({ way, present, onClose }: BringInProps) {
  const { t } = useTranslation(['calls', 'common'])
  const { call } = useCall()
  const [chosen, setChosen] = useState<Whom | null>(null)
  const [missing, setMissing] = useState(false)
  const [note, setNote] = useState('')
  const ring = () => {
    if (chosen === null) {
      setMissing(true)
      return
    }
    onClose()
    void call.bringIn(way, chosen, note)
  }
  return (
    <>
      <People
        present={present}
        chosen={chosen}
        onChoose={(whom) => {
          setChosen(whom)
          setMissing(false)
        }}
      />
      <TextField
        label={t('join.note')}
        description={t('join.note_about')}
        value={note}
        onChange={setNote}
        maxLength={500}
        autoComplete="off"
      />
      {missing && <Banner tone="warn">{t('join.choose_first')}</Banner>}
      <DialogActions>
        <Button onPress={onClose}>{t('common:cancel')}</Button>
        <Button variant="primary" onPress={ring}>
          {t(`join.${way}.confirm`)}
        </Button>
      </DialogActions>
    </>
  )
}

interface PeopleProps {
  present: readonly string[]
  chosen: Whom | null
  onChoose: (whom: Whom) => void
}

/** Colleagues and contacts who can be rung, those who are free on top. */
function People({ present, chosen, onChoose }: PeopleProps) {
  const { t } = useTranslation(['calls', 'common'])
  const [search, setSearch] = useState('')
  const q = useDebounced(search.trim(), 200)
  // Two pages: who is there must be among them, however long the list is.
  const online = useContacts('online', q, 0, SHOWN)
  const everybody = useContacts('all', q, 0, SHOWN)
  const { people, known } = useStore(presence)
  const of = (contact: Contact) =>
    known && contact.person_id ? (people[contact.person_id] ?? OFFLINE) : (contact.presence ?? OFFLINE)
  const items = [...(online.data?.items ?? []), ...(everybody.data?.items ?? [])]
  const { colleagues, contacts } = arrangedContacts(items, present, of)
  const rows = (list: readonly Contact[]) =>
    list.map((contact) => (
      <Row
        key={keyOf(contact)}
        contact={contact}
        presence={of(contact)}
        isChosen={chosen?.person.id === contact.person_id}
        onChoose={() => {
          const person = personOf(contact)
          if (person) onChoose({ person })
        }}
      />
    ))
  return (
    <>
      <SearchField label={t('join.search')} value={search} onChange={setSearch} />
      <FetchFault error={everybody.error} retry={everybody.refetch} />
      <div className={styles.list}>
        {everybody.isPending && <Skeleton rows={3} />}
        {colleagues.length > 0 && <Group title={t('join.colleagues')}>{rows(colleagues)}</Group>}
        {contacts.length > 0 && <Group title={t('join.contacts')}>{rows(contacts)}</Group>}
        {everybody.data && colleagues.length + contacts.length === 0 && (
          <p className={styles.nobody}>{t('join.nobody')}</p>
        )}
      </div>
    </>
  )
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <div role="radiogroup" aria-labelledby={id}>
      <h3 id={id} className={styles.group}>
        {title}
      </h3>
      {children}
    </div>
  )
}

interface RowProps {
  contact: Contact
  presence: NonNullable<Contact['presence']>
  isChosen: boolean
  onChoose: () => void
}

function Row({ contact, presence, isChosen, onChoose }: RowProps) {
  return (
    <label className={styles.row}>
      <input type="radio" name="whom" checked={isChosen} onChange={onChoose} className={styles.input} />
      <span className={styles.dot} aria-hidden />
      <Avatar person={contact} />
      <span className={styles.words}>
        <span className={styles.name}>{contact.name}</span>
        {contact.function && <span className={styles.about}>{contact.function}</span>}
      </span>
      <PresenceMark presence={presence} withText className={styles.presence ?? ''} />
    </label>
  )
}
