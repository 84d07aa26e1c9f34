import { Headset } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Conference } from '@/protocol/types'
import { Badge, Card, EmptyState, FetchFault, LinkButton, Skeleton } from '@/ui'
import { DialIn } from './DialIn'
import { useConferences } from './queries'

/** The telephone conferences that I steer, and what goes on there (CNF-7). */
export function ConferenceList() {
  const { t } = useTranslation(['conferences', 'common'])
  const { data, error, refetch } = useConferences()
  return (
    <>
      <FetchFault error={error} retry={refetch} />
      {!data && !error && <Skeleton rows={3} />}
      {data?.length === 0 && <EmptyState icon={Headset} title={t('empty.title')} text={t('empty.text')} />}
      {data?.map((conference) => (
        <Item key={conference.account_id} conference={conference} />
      ))}
    </>
  )
}

function Item({ conference }: { conference: Conference }) {
  const { t } = useTranslation('conferences')
  const { account_id, name, live } = conference
  return (
    <Card
      title={name}
      actions={
        live ? (
          <Badge tone="ok">{t('busy', { count: live.participants.length })}</Badge>
        ) : (
          <Badge>{t('nobody')}</Badge>
        )
      }
    >
      <DialIn conference={conference} />
      <div>
        <LinkButton
          href={`/conferenties/${account_id}`}
          variant={live ? 'primary' : 'secondary'}
          icon={Headset}
        >
          {t('open')}
        </LinkButton>
      </div>
    </Card>
  )
}
