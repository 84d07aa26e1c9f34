import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Appointment } from '@/protocol/types'
import { Dialog, toast } from '@/ui'
import { PlanForm } from './PlanForm'
import { fieldsOf } from './plan_fields'
import { renewAppointments } from './queries'

interface ChangeDialogProps {
  appointment: Appointment
  today: string
  onClose: () => void
}

/** APP-3: changes an appointment; everybody is mailed anew. */
export function ChangeDialog({ appointment, today, onClose }: ChangeDialogProps) {
  const { t } = useTranslation('appointments')
  const queries = useQueryClient()
  const [fields, setFields] = useState(() => fieldsOf(appointment))
  return (
    <Dialog title={t('change.title')} isOpen onClose={onClose} size="l">
      <p>{t('change.note')}</p>
      <PlanForm
        fields={fields}
        today={today}
        onChange={setFields}
        changed={appointment}
        onSent={async () => {
          toast(t('sent.changed'))
          onClose()
          await renewAppointments(queries)
        }}
      />
    </Dialog>
  )
}
