import { useQueryClient } from '@tanstack/react-query'
import { Headset, PhoneOff, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AdministrationFrame, Removal, useEditing } from '@/features/administration'
import type { ConferenceAccount } from '@/protocol/types'
import { session } from '@/state/session'
import { Button, EmptyState, Fetched, LinkButton } from '@/ui'
import { AccountDialog } from '../AccountDialog'
import { AccountList } from '../AccountList'
import { CardDialog } from '../CardDialog'
import { removeAccount, useAccounts, useNumbers } from '../queries'

/** CNF-1: the conference accounts of the organisation. */
export default function Conferences() {
  const { t } = useTranslation(['telephony', 'administration'])
  const queries = useQueryClient()
  const accounts = useAccounts()
  const numbers = useNumbers()
  const [carded, setCarded] = useState<ConferenceAccount | null>(null)
  const canAdd = (numbers.data?.length ?? 0) > 0
  const languageOf = ({ number_id }: ConferenceAccount) =>
    numbers.data?.find(({ id }) => id === number_id)?.language ?? session.get().language

  const editing = useEditing<ConferenceAccount>()

  return (
    <AdministrationFrame
      title={t('administration:sections.conferences')}
      intro={t('accounts.intro')}
      actions={
        canAdd && (
          <Button variant="primary" icon={Plus} onPress={editing.add}>
            {t('accounts.add')}
          </Button>
        )
      }
    >
      <Fetched query={numbers} failed={t('telephony.failed')} rows={1}>
        {(own) =>
          own.length === 0 && (
            <EmptyState
              icon={PhoneOff}
              title={t('accounts.no_number_title')}
              text={t('accounts.no_number')}
              action={<LinkButton href="/beheer/telefonie">{t('accounts.to_telephony')}</LinkButton>}
            />
          )
        }
      </Fetched>
      <Fetched query={accounts} failed={t('accounts.failed')}>
        {(list) =>
          list.length > 0 ? (
            <AccountList accounts={list} onCard={setCarded} onEdit={editing.edit} onRemove={editing.remove} />
          ) : (
            canAdd && (
              <EmptyState icon={Headset} title={t('accounts.empty_title')} text={t('accounts.empty')} />
            )
          )
        }
      </Fetched>
      {editing.isOpen && (
        <AccountDialog account={editing.edited} numbers={numbers.data ?? []} onClose={editing.close} />
      )}
      <Removal
        editing={editing}
        words={({ name }) => ({
          title: t('accounts.remove_title', { name }),
          text: t('accounts.remove_text'),
          confirm: t('telephony.remove'),
          done: t('accounts.removed', { name }),
        })}
        onRemove={(account) => removeAccount(queries, account)}
      />
      {carded && (
        <CardDialog account={carded} language={languageOf(carded)} onClose={() => setCarded(null)} />
      )}
    </AdministrationFrame>
  )
}
