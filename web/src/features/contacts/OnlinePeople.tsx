import { useQueryClient } from '@tanstack/react-query'
import { Phone, UsersRound, Video } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '@/protocol/types'
import { call } from '@/state/call'
import { presence } from '@/state/presence'
import { session } from '@/state/session'
import {
  Button,
  classNames,
  EmptyState,
  FetchFault,
  LinkButton,
  SearchField,
  Skeleton,
  toast,
  useStore,
} from '@/ui'
import { arranged } from './arranged'
import styles from './Home.module.css'
import { PersonTile } from './PersonTile'
import { keyOf, personOf, useContacts } from './queries'

/** A call connects three people at most: oneself and two others (CAL-13). */
const OTHERS_AT_MOST = 2

/** More people than this are found by their name. */
const SHOWN = 200
const SEARCH_FROM = 13

interface OnlinePeopleProps {
  /** Other things stand on the page too: the buttons follow the eye only when somebody has been chosen. */
  isPart?: boolean
}

/** Who is there now, as photo tiles; select and start (CON-1). */
export function OnlinePeople({ isPart }: OnlinePeopleProps) {
  const { t } = useTranslation(['contacts', 'common'])
  const { contacts, isPending, error, refetch } = useOnline()
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [search, setSearch] = useState('')
  const shown = useArranged(contacts, chosen)
  const selected = chosen.flatMap((key) => shown.find((contact) => keyOf(contact) === key) ?? [])

  const toggle = (contact: Contact, select: boolean) => {
    const key = keyOf(contact)
    if (!select) setChosen(chosen.filter((other) => other !== key))
    else if (chosen.length < OTHERS_AT_MOST) setChosen([...chosen, key])
    else toast(t('home.two_at_most'))
  }
  const start = (media: 'video' | 'audio') => {
    const people = selected.map(personOf).filter((person) => person !== null)
    setChosen([])
    void call.start(people, media)
  }

  const found = shown.filter(({ name }) =>
    name.toLocaleLowerCase().includes(search.trim().toLocaleLowerCase()),
  )
  const names = new Intl.ListFormat(document.documentElement.lang).format(selected.map(({ name }) => name))

  return (
    <>
      <FetchFault error={error} retry={refetch} />
      {shown.length >= SEARCH_FROM && (
        <SearchField label={t('home.search')} value={search} onChange={setSearch} />
      )}
      {isPending && <Skeleton rows={4} shape="tile" />}
      {!isPending && !error && found.length === 0 && (
        <EmptyState
          icon={UsersRound}
          title={t(search ? 'list.nothing' : 'home.empty_title')}
          text={t(search ? 'list.nothing_text' : 'home.empty')}
          action={<LinkButton href="/contacten">{t('home.to_list')}</LinkButton>}
        />
      )}
      {found.length > 0 && (
        <ul role="list" aria-label={t('home.online')} className={styles.tiles}>
          {found.map((contact) => (
            <li key={keyOf(contact)}>
              <PersonTile
                contact={contact}
                isSelected={chosen.includes(keyOf(contact))}
                onChange={(select) => toggle(contact, select)}
              />
            </li>
          ))}
        </ul>
      )}
      {shown.length > 0 && (
        <div className={classNames(styles.bar, isPart && selected.length === 0 && styles.resting)}>
          <p role="status" className={styles.chosen}>
            {selected.length === 0 ? t('home.choose') : t('home.chosen', { names })}
          </p>
          <div className={styles.buttons}>
            <Button icon={Phone} isDisabled={selected.length === 0} onPress={() => start('audio')}>
              {t('home.audio')}
            </Button>
            <Button
              variant="primary"
              icon={Video}
              isDisabled={selected.length === 0}
              onPress={() => start('video')}
            >
              {t('home.video')}
            </Button>
          </div>
        </div>
      )}
    </>
  )
}

/** Who is to be shown, each in the place where he stood before. */
function useArranged(contacts: readonly Contact[], chosen: readonly string[]): readonly Contact[] {
  const [shown, setShown] = useState<readonly Contact[]>([])
  const next = arranged(shown, contacts, new Set(chosen))
  if (next !== shown) setShown(next)
  return next
}

/** The contacts who are there now; presence says who, the list says what they look like. */
function useOnline() {
  const queries = useQueryClient()
  const { data, isPending, error, refetch } = useContacts('online', '', 0, SHOWN)
  const { people, known } = useStore(presence)
  const me = useStore(session, ({ person }) => person?.id)
  const items = data?.items ?? []
  const listed = new Set(items.map(({ person_id }) => person_id))
  const missing = Object.entries(people)
    .filter(([id, { state }]) => state !== 'offline' && id !== me && !listed.has(id))
    .map(([id]) => id)
    .join(' ')
  useEffect(() => {
    if (missing && data) void queries.invalidateQueries({ queryKey: ['contacts', 'online'] })
    // A new list that still lacks somebody is as complete as it gets.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [missing, queries])
  const contacts = known
    ? items.filter(({ person_id }) => person_id && people[person_id] && people[person_id].state !== 'offline')
    : items
  return { contacts, isPending, error, refetch }
}
