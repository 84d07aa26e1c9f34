import { ChevronLeft, ChevronRight, SearchX, UserPlus, UsersRound } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { session } from '@/state/session'
import {
  Banner,
  Button,
  classNames,
  EmptyState,
  IconButton,
  Page,
  SearchField,
  Skeleton,
  Tabs,
  useStore,
} from '@/ui'
import { ContactDetails } from '../ContactDetails'
import { ContactList } from '../ContactList'
import styles from '../Contacts.module.css'
import { Favourites } from '../Favourites'
import { NewContact } from '../NewContact'
import { PAGE, type Section, useContacts } from '../queries'
import { Requests } from '../Requests'

/** Mijn contactenlijst: everybody, by section and by search, with the details beside it (CON-2, CON-4, CON-7). */
export default function Contacts() {
  const { t } = useTranslation(['contacts', 'common'])
  const client = useStore(session, ({ person }) => person?.role === 'client')
  const [section, setSection] = useState<Section>('all')
  const [search, setSearch] = useState('')
  const [page, setPage] = useState(0)
  const [selected, setSelected] = useState<string | null>(null)
  const [adding, setAdding] = useState(false)
  const q = useDeferredValue(search.trim())
  const { data, error, isPending, refetch } = useContacts(section, q, page)

  const sections: { id: Section; label: string }[] = [
    { id: 'all', label: t('sections.all') },
    ...(client ? [] : [{ id: 'company' as const, label: t('sections.company') }]),
    { id: 'personal', label: t('sections.personal') },
    { id: 'favourites', label: t('sections.favourites') },
    ...(client ? [] : [{ id: 'clients' as const, label: t('sections.clients') }]),
  ]
  const items = data?.items ?? []
  const pages = Math.max(1, Math.ceil((data?.total ?? 0) / PAGE))
  const contact = items.find(({ id }) => id === selected) ?? null

  return (
    <Page
      title={t('list.title')}
      actions={
        <Button variant="primary" icon={UserPlus} onPress={() => setAdding(true)}>
          {t('new.open')}
        </Button>
      }
    >
      <Requests />
      <SearchField
        label={t('list.search')}
        value={search}
        onChange={(value) => {
          setSearch(value)
          setPage(0)
        }}
      />
      <Tabs
        label={t('list.sections')}
        items={sections}
        selected={section}
        onChange={(next) => {
          setSection(next)
          setPage(0)
        }}
      >
        <div className={classNames(styles.columns, contact && styles.open)}>
          <div className={styles.list}>
            {error && (
              <Banner
                tone="danger"
                action={<Button onPress={() => void refetch()}>{t('common:retry')}</Button>}
              >
                {error.message}
              </Banner>
            )}
            {isPending && <Skeleton rows={6} />}
            {data && items.length === 0 && (
              <EmptyState
                icon={q ? SearchX : UsersRound}
                title={t(q ? 'list.nothing' : 'list.empty')}
                text={t(q ? 'list.nothing_text' : 'list.empty_text')}
              />
            )}
            {items.length > 0 && section === 'favourites' && !q && pages === 1 ? (
              <Favourites contacts={items} selected={selected} onSelect={setSelected} />
            ) : (
              items.length > 0 && <ContactList contacts={items} selected={selected} onSelect={setSelected} />
            )}
            {pages > 1 && (
              <nav aria-label={t('list.pages')} className={styles.pages}>
                <IconButton
                  label={t('list.previous')}
                  icon={ChevronLeft}
                  isDisabled={page === 0}
                  onPress={() => setPage(page - 1)}
                />
                <span>{t('list.page', { page: page + 1, pages })}</span>
                <IconButton
                  label={t('list.next')}
                  icon={ChevronRight}
                  isDisabled={page >= pages - 1}
                  onPress={() => setPage(page + 1)}
                />
              </nav>
            )}
          </div>
          {contact ? (
            <ContactDetails key={contact.id} contact={contact} onClose={() => setSelected(null)} />
          ) : (
            items.length > 0 && <p className={styles.hint}>{t('details.hint')}</p>
          )}
        </div>
      </Tabs>
      <NewContact isOpen={adding} onClose={() => setAdding(false)} />
    </Page>
  )
}
