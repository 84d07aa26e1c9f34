import { useQueryClient } from '@tanstack/react-query'
import { Check, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '@/i18n/format'
import type { VisitorMessage } from '@/protocol/types'
import { Badge, Button, Card, FetchFault, Page, Skeleton, Tabs, TextLink, toast } from '@/ui'
import { setHandled, useVisitorMessages } from '../queries'
import styles from '../WebsiteButtons.module.css'

type Filter = 'open' | 'all'

/** BTN-4: what visitors left for my groups, and whether somebody has dealt with it. */
export default function VisitorMessages() {
  const { t } = useTranslation(['website_button', 'common'])
  const [filter, setFilter] = useState<Filter>('open')
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useVisitorMessages(filter)
  const items = data?.pages.flatMap((page) => page.items) ?? []
  const open = data?.pages[0]?.open ?? 0
  return (
    <Page title={t('messages.title')} intro={t('messages.intro')} width="m">
      <Tabs<Filter>
        label={t('messages.title')}
        items={[
          { id: 'open', label: t('messages.open'), count: open },
          { id: 'all', label: t('messages.all') },
        ]}
        selected={filter}
        onChange={setFilter}
      >
        <Card>
          <FetchFault error={error} retry={refetch} title={t('messages.failed')} />
          {!data && !error && <Skeleton rows={3} />}
          {data && items.length === 0 && <p className={styles.none}>{t(`messages.empty_${filter}`)}</p>}
          <ul role="list" aria-label={t('messages.title')} className={styles.rows}>
            {items.map((message) => (
              <Row key={message.id} message={message} />
            ))}
          </ul>
          {hasNextPage && (
            <Button isPending={isFetchingNextPage} onPress={() => void fetchNextPage()}>
              {t('common:show_more')}
            </Button>
          )}
        </Card>
      </Tabs>
    </Page>
  )
}

function Row({ message }: { message: VisitorMessage }) {
  const { t } = useTranslation('website_button')
  const queries = useQueryClient()
  const [pending, setPending] = useState(false)
  const { kind, name, text, number, shown_number, email, page, created_at, handled_at, handled_by } = message
  const handled = handled_at !== null

  async function toggle() {
    setPending(true)
    try {
      await setHandled(queries, message, !handled)
    } catch (error) {
      toast((error as Error).message)
    } finally {
      setPending(false)
    }
  }

  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <span className={styles.head}>
          <span className={styles.name}>{name || t('messages.visitor')}</span>
          <Badge tone={kind === 'callback' ? 'brand' : 'neutral'}>{t(`messages.kinds.${kind}`)}</Badge>
        </span>
        <span className={styles.about}>
          {formatDateTime(created_at)} · {page}
        </span>
        {text && <p className={styles.message}>{text}</p>}
        <div className={styles.acts}>
          {number && (
            <TextLink href={`tel:${number}`}>{t('messages.call', { number: shown_number })}</TextLink>
          )}
          {email && <TextLink href={`mailto:${email}`}>{t('messages.answer', { email })}</TextLink>}
        </div>
        {handled && (
          <span className={styles.about}>
            {t('messages.handled_by', { name: handled_by, at: formatDateTime(handled_at) })}
          </span>
        )}
      </div>
      <Button icon={handled ? RotateCcw : Check} isPending={pending} onPress={() => void toggle()}>
        {t(handled ? 'messages.reopen' : kind === 'callback' ? 'messages.handle' : 'messages.answered')}
      </Button>
    </li>
  )
}
