import { ArrowLeft, ChevronLeft, ChevronRight, SearchX, UserPlus, UsersRound } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'wouter'
import { session } from '@/state/session'
import {
  Button,
  EmptyState,
  FetchFault,
  IconButton,
  Page,
  PHONE,
  SearchField,
  Skeleton,
  Tabs,
  useDebounced,
  useMediaQuery,
  useStore,
} from '@/ui'
import { ContactDetails } from '../ContactDetails'
import { ContactList } from '../ContactList'
import styles from '../Contacts.module.css'
import { Favourites } from '../Favourites'
import { NewContact } from '../NewContact'
import { keyOf, PAGE, type Section, useContact, useContacts } from '../queries'
import { Requests } from '../Requests'

/** Mijn contactenlijst: everybody, by section and by search, with the details beside it (CON-2, CON-4, CON-7). */
export default function Contacts() {
  // Also the texts of the calls in the details: fetched only then, they would take the page away for a moment.
  const { t } = useTranslation(['contacts', 'common', 'history'])
  const phone = useMediaQuery(PHONE)
  const [section, setSection] = useState<Section>('all')
  const [search, setSearch] = useState('')
  const [page, setPage] = useState(0)
  const [adding, setAdding] = useState(false)
  const sections = useSections()
  const q = useDebounced(search.trim())
  const { data, error, isPending, refetch } = useContacts(section, q, page)
  const items = data?.items ?? []
  const pages = Math.max(1, Math.ceil((data?.total ?? 0) / PAGE))
  const [wanted, open] = useWanted(phone)
  const contact = useContact(wanted, items)
  const selected = contact && keyOf(contact)
  const list = useFocusMoves(phone, selected)
  // The last one of the last page was deleted, or the list became shorter elsewhere.
  if (data && page > 0 && page >= pages) setPage(pages - 1)

  const rows = { contacts: items, selected, onSelect: open }
  const details = contact && (
    <ContactDetails key={selected} contact={contact} withoutName={phone} onRemoved={() => open(null)} />
  )
  if (phone && contact) {
    return (
      <Page
        key="details"
        title={contact.name}
        actions={
          <Button variant="quiet" icon={ArrowLeft} onPress={() => open(null)}>
            {t('details.back')}
          </Button>
        }
      >
        {details}
      </Page>
    )
  }
  return (
    <Page
      key="list"
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
        <div className={styles.columns}>
          <div ref={list} className={styles.list}>
            <FetchFault error={error} retry={refetch} />
            {isPending && <Skeleton rows={6} />}
            {data && items.length === 0 && <Nobody section={section} searched={q !== ''} />}
            {items.length > 0 && section === 'favourites' && !q && pages === 1 ? (
              <Favourites {...rows} />
            ) : (
              items.length > 0 && <ContactList {...rows} />
            )}
            {pages > 1 && <Pages page={page} pages={pages} onChange={setPage} />}
          </div>
          {details ?? (items.length > 0 && <p className={styles.hint}>{t('details.hint')}</p>)}
        </div>
      </Tabs>
      <NewContact isOpen={adding} onClose={() => setAdding(false)} />
    </Page>
  )
}

/** The parts of the list that this person has (CON-4). */
function useSections(): { id: Section; label: string }[] {
  const { t } = useTranslation('contacts')
  const client = useStore(session, ({ person }) => person?.role === 'client')
  const sections = client
    ? (['all', 'personal', 'favourites'] as const)
    : (['all', 'company', 'personal', 'favourites', 'clients'] as const)
  return sections.map((id) => ({ id, label: t(`sections.${id}`) }))
}

/** Who is asked for, by the address of the page: on a telephone "back" leads from the details to the list. */
function useWanted(phone: boolean): [string | null, (key: string | null) => void] {
  const [params, setParams] = useSearchParams()
  const open = (key: string | null) => setParams(key ? { wie: key } : {}, { replace: !phone || key === null })
  return [params.get('wie'), open]
}

/** Takes the focus along: on a telephone to the details, and when they close back to the row, or to the list. */
function useFocusMoves(phone: boolean, selected: string | null) {
  const list = useRef<HTMLDivElement>(null)
  const before = useRef<string | null>(null)
  useEffect(() => {
    const left = before.current
    before.current = selected
    const opened = selected !== null && left === null && phone
    const closed = selected === null && left !== null
    if (!opened && !closed) return
    // The rows are drawn after the list.
    const frame = requestAnimationFrame(() => {
      if (opened) {
        scrollTo(0, 0)
        document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true })
      } else if (phone || document.activeElement === document.body) {
        const row = list.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(left ?? '')}"]`)
        const box = list.current?.querySelector<HTMLElement>('[role="listbox"], [role="grid"]')
        row?.scrollIntoView({ block: 'center' })
        ;(row ?? box)?.focus({ preventScroll: true })
      }
    })
    return () => cancelAnimationFrame(frame)
  }, [phone, selected])
  return list
}

function Nobody({ section, searched }: { section: Section; searched: boolean }) {
  const { t } = useTranslation('contacts')
  const text = section === 'favourites' ? 'list.no_favourites' : 'list.empty_text'
  return (
    <EmptyState
      icon={searched ? SearchX : UsersRound}
      title={t(searched ? 'list.nothing' : 'list.empty')}
      text={t(searched ? 'list.nothing_text' : text)}
    />
  )
}

interface PagesProps {
  page: number
  pages: number
  onChange: (page: number) => void
}

/** The arrows to page through (CON-2). */
function Pages({ page, pages, onChange }: PagesProps) {
  const { t } = useTranslation('contacts')
  return (
    <nav aria-label={t('list.pages')} className={styles.pages}>
      <IconButton
        label={t('list.previous')}
        icon={ChevronLeft}
        isDisabled={page === 0}
        onPress={() => onChange(page - 1)}
      />
      <span role="status">{t('list.page', { page: page + 1, pages })}</span>
      <IconButton
        label={t('list.next')}
        icon={ChevronRight}
        isDisabled={page >= pages - 1}
        onPress={() => onChange(page + 1)}
      />
    </nav>
  )
}
