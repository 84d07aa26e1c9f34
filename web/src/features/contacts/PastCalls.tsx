import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Entry, useHistory } from '@/features/history'
import { Button } from '@/ui'
import styles from './ContactDetails.module.css'

/** So many calls are shown at first. */
const FEW = 3

/** The calls with this person, the latest first (CON-6). */
export function PastCalls({ person, heading: Heading }: { person: string; heading: 'h2' | 'h3' }) {
  const { t } = useTranslation(['contacts', 'common'])
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useHistory('all', '', person)
  const [all, setAll] = useState(false)
  const entries = data?.pages.flatMap(({ items }) => items) ?? []
  if (entries.length === 0) return null
  const more = all ? hasNextPage : entries.length > FEW
  return (
    <section aria-label={t('details.history')}>
      <Heading className={styles.subtitle}>{t('details.history')}</Heading>
      <ul role="list" className={styles.past}>
        {(all ? entries : entries.slice(0, FEW)).map((entry) => (
          <Entry key={entry.id} entry={entry} withDay isBare />
        ))}
      </ul>
      {more && (
        <Button
          variant="quiet"
          isPending={isFetchingNextPage}
          onPress={() => {
            if (all) void fetchNextPage()
            setAll(true)
          }}
        >
          {t('common:show_more')}
        </Button>
      )}
    </section>
  )
}
