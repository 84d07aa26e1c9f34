import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ConfirmDialog, toast } from '@/ui'
import type { PersonAct } from './PeopleList'
import { carryOut, renewPeople } from './people_commands'

interface ActDialogProps extends PersonAct {
  onClose: () => void
}

/** Asks before something is done to a person's account, and tells that it was done. */
export function ActDialog({ act, person, onClose }: ActDialogProps) {
  const { t } = useTranslation('administration')
  const queries = useQueryClient()
  const { name, email } = person

  async function confirm() {
    await renewPeople(queries, await carryOut(act, person.id))
    toast(t(`act.${act}_done`, { name, email }))
  }

  return (
    <ConfirmDialog
      title={`${t(`act.${act}`)}?`}
      text={t(`act.${act}_text`, { name })}
      confirmLabel={t(`act.${act}_confirm`)}
      danger={act === 'block' || act === 'withdraw' || act === 'reset_two_factor'}
      isOpen
      onConfirm={confirm}
      onClose={onClose}
    />
  )
}
