import { SearchX, UserRoundPlus, Users } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListedPerson } from '@/protocol/types'
import { Button, EmptyState, FetchFault, PHONE, SearchField, Select, Skeleton, useMediaQuery } from '@/ui'
import { ActDialog } from '../ActDialog'
import { AddPerson } from '../AddPerson'
import { AdministrationFrame } from '../AdministrationFrame'
import { EditPerson } from '../EditPerson'
import styles from '../People.module.css'
import { PeopleCards, PeopleTable, type PersonAct } from '../PeopleList'
import { type PersonState, STATES } from '../people'
import { usePeople } from '../people_commands'

/** So many at a time: thousands of rows make a browser slow. */
const PAGE = 100

/** ADM-1: the people of the organisation. */
export default function People() {
  const { t } = useTranslation(['administration', 'common'])
  const [query, setQuery] = useState('')
  const [state, setState] = useState<PersonState | 'all'>('all')
  const [shown, setShown] = useState(PAGE)
  const [adding, setAdding] = useState(false)
  const [editing, setEditing] = useState<ListedPerson | null>(null)
  const [act, setAct] = useState<PersonAct | null>(null)
  const phone = useMediaQuery(PHONE)
  const { data, error, refetch, isPlaceholderData } = usePeople(query)
  const people = (data ?? []).filter((person) => state === 'all' || person.state === state)
  const searching = query.trim() !== '' || state !== 'all'
  const List = phone ? PeopleCards : PeopleTable

  return (
    <AdministrationFrame
      title={t('sections.people')}
      intro={t('people.intro')}
      wide
      actions={
        <Button variant="primary" icon={UserRoundPlus} onPress={() => setAdding(true)}>
          {t('people.add')}
        </Button>
      }
    >
      <div className={styles.tools}>
        <SearchField label={t('people.search')} value={query} onChange={setQuery} />
        <Select<PersonState | 'all'>
          label={t('people.filter')}
          className={styles.filter ?? ''}
          options={[
            { value: 'all', label: t('people.all') },
            ...STATES.map((value) => ({ value, label: t(`states.${value}`) })),
          ]}
          value={state}
          onChange={setState}
        />
      </div>
      <FetchFault error={error} retry={refetch} title={t('people.failed')} />
      {!data && !error && <Skeleton rows={6} />}
      {data && people.length > 0 && (
        <>
          <p role="status" className={styles.count}>
            {t('people.count', { count: people.length })}
          </p>
          <div aria-busy={isPlaceholderData}>
            <List people={people.slice(0, shown)} onEdit={setEditing} onAct={setAct} />
          </div>
          {people.length > shown && (
            <div>
              <Button onPress={() => setShown(shown + PAGE)}>{t('common:show_more')}</Button>
            </div>
          )}
        </>
      )}
      {data && people.length === 0 && searching && (
        <EmptyState
          icon={SearchX}
          title={t('people.none_title')}
          text={t('people.none')}
          action={
            <Button
              onPress={() => {
                setQuery('')
                setState('all')
              }}
            >
              {t('people.show_all')}
            </Button>
          }
        />
      )}
      {data && people.length === 0 && !searching && (
        <EmptyState icon={Users} title={t('people.empty_title')} text={t('people.empty')} />
      )}
      {adding && <AddPerson onClose={() => setAdding(false)} />}
      {editing && <EditPerson person={editing} onClose={() => setEditing(null)} />}
      {act && <ActDialog {...act} onClose={() => setAct(null)} />}
    </AdministrationFrame>
  )
}
