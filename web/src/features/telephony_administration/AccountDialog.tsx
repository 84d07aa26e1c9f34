import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, http, oncePerClick } from '@/protocol/http'
import type { ConferenceAccount, PhoneNumber } from '@/protocol/types'
import { Button, Dialog, DialogActions, Form, RadioGroup, Select, SubmitButton, TextField, toast } from '@/ui'
import { accountOf, isMost, MOST, WAITINGS, type Waiting } from './account_fields'
import { ModeratorChoice } from './ModeratorChoice'
import { refuseNumbers } from './numbers_refused'
import { renewAccounts } from './queries'
import styles from './Rows.module.css'

interface AccountDialogProps {
  account: ConferenceAccount | null
  numbers: PhoneNumber[]
  onClose: () => void
}

/** CNF-1: adds a conference account (`account` null) or changes one. */
export function AccountDialog({ account, numbers, onClose }: AccountDialogProps) {
  const { t } = useTranslation(['telephony', 'common'])
  const queries = useQueryClient()
  const [waiting, setWaiting] = useState<Waiting>(account?.waiting ?? 'music')
  const [moderators, setModerators] = useState<ReadonlySet<string>>(
    () => new Set(account?.moderators.map(({ id }) => id)),
  )
  const { least, most } = MOST

  async function save(data: Record<string, string>) {
    refuseNumbers(isMost(data.most) ? [] : ['most'], () => t('trunks.number', { least, most }))
    const body = accountOf(data, waiting, moderators)
    const { name } = await (account
      ? answer(
          http.PATCH('/api/conference-accounts/{account_id}', {
            params: { path: { account_id: account.id } },
            body,
          }),
        )
      : answer(http.POST('/api/conference-accounts', { body, headers: oncePerClick() })))
    toast(t(account ? 'accounts.saved' : 'accounts.added', { name }))
    onClose()
    await renewAccounts(queries)
  }

  return (
    <Dialog
      title={account ? t('accounts.edit_title', { name: account.name }) : t('accounts.add')}
      isOpen
      onClose={onClose}
    >
      <Form onSubmit={save}>
        <TextField
          label={t('accounts.name')}
          description={t('accounts.name_help')}
          name="name"
          defaultValue={account?.name ?? ''}
          autoComplete="off"
          maxLength={60}
          isRequired
          autoFocus={account === null}
        />
        <Select
          label={t('accounts.phone_number')}
          name="number_id"
          options={numbers.map(({ id, number }) => ({ value: id, label: number }))}
          defaultValue={account?.number_id ?? numbers[0]?.id ?? ''}
        />
        <TextField
          label={t('accounts.conference_number')}
          description={t('accounts.conference_number_help')}
          name="conference_number"
          inputMode="numeric"
          defaultValue={account?.conference_number ?? ''}
          autoComplete="off"
          maxLength={20}
        />
        <div className={styles.pair}>
          <TextField
            label={t('accounts.moderator_pin')}
            description={t('accounts.pin_help')}
            name="moderator_pin"
            inputMode="numeric"
            defaultValue={account?.moderator_pin ?? ''}
            autoComplete="off"
            maxLength={20}
          />
          <TextField
            label={t('accounts.participant_pin')}
            description={t('accounts.pin_help')}
            name="participant_pin"
            inputMode="numeric"
            defaultValue={account?.participant_pin ?? ''}
            autoComplete="off"
            maxLength={20}
          />
        </div>
        <TextField
          label={t('accounts.most')}
          description={t('accounts.most_help', { least, most })}
          name="most"
          inputMode="numeric"
          defaultValue={String(account?.most ?? MOST.usual)}
          autoComplete="off"
          maxLength={3}
          isRequired
        />
        <RadioGroup<Waiting>
          label={t('accounts.waiting')}
          name="waiting"
          options={WAITINGS.map((value) => ({
            value,
            label: t(`accounts.waitings.${value}`),
            description: t(`accounts.waiting_help.${value}`),
          }))}
          value={waiting}
          onChange={setWaiting}
        />
        <ModeratorChoice chosen={moderators} onChange={setModerators} />
        <DialogActions>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <SubmitButton>{account ? t('common:save') : t('telephony.add')}</SubmitButton>
        </DialogActions>
      </Form>
    </Dialog>
  )
}
