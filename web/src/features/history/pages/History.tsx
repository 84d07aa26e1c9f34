import { useQueryClient } from '@tanstack/react-query'
import { Download, PhoneOff } from 'lucide-react'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDay } from '@/i18n/format'
import type { HistoryEntry } from '@/protocol/types'
import {
  Button,
  EmptyState,
  FetchFault,
  LinkButton,
  Page,
  SearchField,
  Skeleton,
  Tabs,
  useDebounced,
} from '@/ui'
import { Entry, isMissed } from '../Entry'
import styles from '../History.module.css'
import { type HistoryFilter, markSeen, useHistory, useUnseenCalls } from '../queries'

/** Oproepen: what was called, missed and how long it lasted; one press calls back (CAL-12). */
export default function History() {
  const { t } = useTranslation(['history', 'common'])
  const [filter, setFilter] = useState<HistoryFilter>('all')
  const [search, setSearch] = useState('')
  const q = useDebounced(search.trim())
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useHistory(
    filter,
    q,
  )
  const entries = data?.pages.flatMap(({ items }) => items) ?? []
  const fresh = useFresh(entries)
  useSeen(data !== undefined)
  return (
    <Page
      title={t('title')}
      width="m"
      actions={
        <LinkButton href={exportOf(filter, q)} icon={Download} download>
          {t('export')}
        </LinkButton>
      }
    >
      <SearchField label={t('search')} value={search} onChange={setSearch} />
      <Tabs
        label={t('filter')}
        selected={filter}
        onChange={setFilter}
        items={[
          { id: 'all', label: t('all') },
          { id: 'missed', label: t('missed') },
        ]}
      >
        <FetchFault error={error} retry={refetch} />
        {isPending && <Skeleton rows={5} />}
        {data && entries.length === 0 && (
          <EmptyState
            icon={PhoneOff}
            title={t(q ? 'empty.search' : filter === 'missed' ? 'empty.missed' : 'empty.all')}
            text={t(q ? 'empty.search_text' : 'empty.text')}
          />
        )}
        {byDay(entries).map(([day, items]) => (
          <section key={day} aria-label={day} className={styles.day}>
            <h2 className={styles.date}>{day}</h2>
            <ul role="list" className={styles.list}>
              {items.map((entry) => (
                <Entry key={entry.id} entry={entry} isNew={fresh.has(entry.id)} />
              ))}
            </ul>
          </section>
        ))}
        {hasNextPage && (
          <Button isPending={isFetchingNextPage} onPress={() => void fetchNextPage()}>
            {t('common:show_more')}
          </Button>
        )}
      </Tabs>
    </Page>
  )
}

/** Who looks at the list has seen what was missed; a tab in the background does not look. */
function useSeen(shown: boolean): void {
  const queries = useQueryClient()
  const unseen = useUnseenCalls()
  const looking = useLooking()
  useEffect(() => {
    if (unseen === 0 || !shown || !looking) return
    // A server that is away: they stay unseen until the next look.
    markSeen().then(
      () => queries.invalidateQueries({ queryKey: ['history', 'unseen'] }),
      () => null,
    )
  }, [unseen, shown, looking, queries])
}

function useLooking(): boolean {
  return useSyncExternalStore(
    (changed) => {
      document.addEventListener('visibilitychange', changed)
      return () => document.removeEventListener('visibilitychange', changed)
    },
    () => document.visibilityState === 'visible',
  )
}

/** The missed calls that were unseen when they were first shown here; they stay marked while the page is open. */
function useFresh(entries: readonly HistoryEntry[]): ReadonlySet<string> {
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set())
  const added = entries.filter((entry) => !entry.seen && isMissed(entry) && !fresh.has(entry.id))
  if (added.length > 0) setFresh(new Set([...fresh, ...added.map(({ id }) => id)]))
  return fresh
}

/** The file of what is shown: the same filter, the same search. */
function exportOf(filter: HistoryFilter, q: string): string {
  const query = new URLSearchParams({
    ...(filter === 'all' ? {} : { filter }),
    ...(q ? { q } : {}),
  }).toString()
  return query ? `/api/history.csv?${query}` : '/api/history.csv'
}

function byDay(entries: HistoryEntry[]): [string, HistoryEntry[]][] {
  const days = new Map<string, HistoryEntry[]>()
  for (const entry of entries) {
    const day = formatDay(entry.started_at)
    days.set(day, [...(days.get(day) ?? []), entry])
  }
  return [...days]
}
