import { EllipsisVertical, History, IdCard, Pencil, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ConferenceAccount } from '@/protocol/types'
import { Button, LinkButton, Menu } from '@/ui'
import styles from './Accounts.module.css'

interface AccountListProps {
  accounts: ConferenceAccount[]
  onCard: (account: ConferenceAccount) => void
  onEdit: (account: ConferenceAccount) => void
  onRemove: (account: ConferenceAccount) => void
}

/** The conference accounts, with what is needed to take part in each. */
export function AccountList({ accounts, onCard, onEdit, onRemove }: AccountListProps) {
  const { t } = useTranslation('telephony')
  return (
    <ul role="list" aria-label={t('accounts.list')} className={styles.list}>
      {accounts.map((account) => (
        <li key={account.id} className={styles.account}>
          <div className={styles.head}>
            <h2 className={styles.name}>{account.name}</h2>
            <Menu
              label={t('telephony.actions_for', { name: account.name })}
              icon={EllipsisVertical}
              items={[
                { label: t('telephony.edit'), icon: Pencil, onPress: () => onEdit(account) },
                {
                  label: t('telephony.remove'),
                  icon: Trash2,
                  danger: true,
                  onPress: () => onRemove(account),
                },
              ]}
            />
          </div>
          <Facts account={account} />
          <div className={styles.ways}>
            <Button icon={IdCard} onPress={() => onCard(account)} aria-haspopup="dialog">
              {t('accounts.card')}
            </Button>
            <LinkButton icon={History} href={`/beheer/conferenties/${account.id}`}>
              {t('accounts.history')}
            </LinkButton>
          </div>
        </li>
      ))}
    </ul>
  )
}

function Facts({ account }: { account: ConferenceAccount }) {
  const { t } = useTranslation('telephony')
  const facts = [
    [t('accounts.phone_number'), account.phone_number],
    [t('accounts.conference_number'), account.conference_number],
    [t('accounts.most_short'), t('accounts.most_people', { count: account.most })],
    [t('accounts.moderators'), account.moderators.map(({ name }) => name).join(', ') || t('accounts.nobody')],
  ]
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
