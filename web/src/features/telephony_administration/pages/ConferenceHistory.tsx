import { ArrowLeft, CalendarX2, Download, History } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import { AdministrationFrame } from '@/features/administration'
import { Refusal } from '@/protocol/refusal'
import { Button, EmptyState, Fetched, LinkButton } from '@/ui'
import { HeldConferences } from '../HeldConferences'
import { useAccounts, useHeld } from '../queries'

/** The conferences that were held on an account: who was there, when and how long. */
export default function ConferenceHistory() {
  const { t } = useTranslation(['telephony', 'common'])
  const { id = '' } = useParams<{ id: string }>()
  const { data: accounts } = useAccounts()
  const name = accounts?.find((account) => account.id === id)?.name
  const held = useHeld(id)
  const back = (
    <LinkButton href="/beheer/conferenties" icon={ArrowLeft}>
      {t('held.back')}
    </LinkButton>
  )
  const title = name === undefined ? t('held.title_unknown') : t('held.title', { name })

  // An address that is no id at all is refused as one that is not there.
  if (held.error instanceof Refusal && (held.error.status === 404 || held.error.status === 400)) {
    return (
      <AdministrationFrame title={title}>
        <EmptyState icon={CalendarX2} title={t('held.unknown_title')} action={back} />
      </AdministrationFrame>
    )
  }
  return (
    <AdministrationFrame
      title={title}
      intro={t('held.intro')}
      actions={
        <>
          {back}
          <LinkButton href={`/api/conference-accounts/${id}/history.csv`} icon={Download} download>
            {t('held.export')}
          </LinkButton>
        </>
      }
    >
      <Fetched query={held} failed={t('held.failed')}>
        {({ pages }) => {
          const conferences = pages.flatMap(({ items }) => items)
          return conferences.length > 0 ? (
            <HeldConferences conferences={conferences} />
          ) : (
            <EmptyState icon={History} title={t('held.empty_title')} text={t('held.empty')} />
          )
        }}
      </Fetched>
      {held.hasNextPage && (
        <div>
          <Button isPending={held.isFetchingNextPage} onPress={() => void held.fetchNextPage()}>
            {t('common:show_more')}
          </Button>
        </div>
      )}
    </AdministrationFrame>
  )
}
