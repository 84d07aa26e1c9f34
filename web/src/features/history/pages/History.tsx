import { useQueryClient } from '@tanstack/react-query'
import { Download, PhoneOff } from 'lucide-react'
import { useDeferredValue, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDay } from '@/i18n/format'
import type { HistoryEntry } from '@/protocol/types'
import { Banner, Button, EmptyState, LinkButton, Page, SearchField, Skeleton, Tabs } from '@/ui'
import { Entry } from '../Entry'
import styles from '../History.module.css'
import { type HistoryFilter, markSeen, useHistory, useUnseenCalls } from '../queries'

/** Oproepen: what was called, missed and how long it lasted; one press calls back (CAL-12). */
export default function History() {
  const { t } = useTranslation(['history', 'common'])
  const [filter, setFilter] = useState<HistoryFilter>('all')
  const [search, setSearch] = useState('')
  const q = useDeferredValue(search.trim())
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useHistory(
    filter,
    q,
  )
  useSeen()
  const entries = data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <Page
      title={t('title')}
      width="m"
      actions={
        <LinkButton href="/api/history.csv" icon={Download} download>
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
        {error && (
          <Banner tone="danger" action={<Button onPress={() => void refetch()}>{t('common:retry')}</Button>}>
            {error.message}
          </Banner>
        )}
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
                <Entry key={entry.id} entry={entry} />
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

/** Who looks at the list has seen what was missed. */
function useSeen(): void {
  const queries = useQueryClient()
  const unseen = useUnseenCalls()
  useEffect(() => {
    if (unseen === 0) return
    // A server that is away: they stay unseen until the next look.
    markSeen().then(
      () => queries.invalidateQueries({ queryKey: ['history', 'unseen'] }),
      () => null,
    )
  }, [unseen, queries])
}

function byDay(entries: HistoryEntry[]): [string, HistoryEntry[]][] {
  const days = new Map<string, HistoryEntry[]>()
  for (const entry of entries) {
    const day = formatDay(entry.started_at)
    days.set(day, [...(days.get(day) ?? []), entry])
  }
  return [...days]
}
