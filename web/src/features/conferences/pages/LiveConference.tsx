import { ArrowLeft, Headset, UsersRound } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import type { Conference } from '@/protocol/types'
import { Badge, Card, EmptyState, FetchFault, LinkButton, Page, Skeleton } from '@/ui'
import { Controls } from '../Controls'
import { DialIn } from '../DialIn'
import { Invitations } from '../Invitations'
import styles from '../LiveConference.module.css'
import { OwnPart } from '../OwnPart'
import { ParticipantRow } from '../ParticipantRow'
import { useConferences } from '../queries'
import { useSteering } from '../use_steering'

/** One conference as it goes on, with everything that a moderator can do (CNF-7). */
export default function LiveConference() {
  const { t } = useTranslation(['conferences', 'common'])
  const { account } = useParams<{ account: string }>()
  const { data, error, refetch } = useConferences()
  const conference = data?.find(({ account_id }) => account_id === account)
  const back = (
    <LinkButton href="/vergaderingen" variant="quiet" icon={ArrowLeft}>
      {t('all')}
    </LinkButton>
  )
  return (
    <Page title={conference?.name ?? t('title')} actions={back}>
      <FetchFault error={error} retry={refetch} />
      {!data && !error && <Skeleton rows={4} />}
      {data && !conference && <EmptyState icon={Headset} title={t('gone.title')} text={t('gone.text')} />}
      {conference && <View key={conference.account_id} conference={conference} />}
    </Page>
  )
}

function View({ conference }: { conference: Conference }) {
  const { t } = useTranslation('conferences')
  const { account_id, live } = conference
  const steering = useSteering(account_id)
  const participants = live?.participants ?? []
  return (
    <div className={styles.columns}>
      <div className={styles.main}>
        {live ? (
          <>
            <Controls live={live} steering={steering} />
            <Card
              title={t('live.participants')}
              actions={<Badge tone="ok">{t('busy', { count: participants.length })}</Badge>}
            >
              <ul role="list" className={styles.list}>
                {participants.map((participant) => (
                  <ParticipantRow
                    key={participant.id}
                    account={account_id}
                    participant={participant}
                    steering={steering}
                  />
                ))}
              </ul>
            </Card>
            <Invitations invitations={live.invitations} />
          </>
        ) : (
          <EmptyState icon={UsersRound} title={t('nobody')} text={t('live.nobody_text')} />
        )}
      </div>
      <div className={styles.side}>
        <OwnPart conference={conference} steering={steering} />
        <Card title={t('dial_in.title')} intro={t('dial_in.intro')}>
          <DialIn conference={conference} />
        </Card>
      </div>
    </div>
  )
}
