import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Appointment } from '@/protocol/types'
import { Button, Dialog, DialogActions, Form, SubmitButton, TextField, toast } from '@/ui'
import { dayInWords } from './date_text'
import { cancel, renewAppointments } from './queries'

interface CancelDialogProps {
  appointment: Appointment
  today: string
  onClose: () => void
}

/** APP-3: cancels an appointment after asking, with a message if one likes. */
export function CancelDialog({ appointment, today, onClose }: CancelDialogProps) {
  const { t, i18n } = useTranslation('appointments')
  const queries = useQueryClient()
  const [message, setMessage] = useState('')
  const { date, starts, recipients } = appointment
  const names = new Intl.ListFormat(i18n.language).format(recipients.map(({ name }) => name))
  return (
    <Dialog title={t('cancel.title')} isOpen onClose={onClose} role="alertdialog">
      <p>{t('cancel.text', { names, day: dayInWords(date, today, i18n.language), starts })}</p>
      <Form
        onSubmit={async () => {
          await cancel(appointment, message)
          toast(t('cancel.done'))
          onClose()
          await renewAppointments(queries)
        }}
      >
        <TextField
          label={t('cancel.message')}
          description={t('cancel.message_help')}
          name="message"
          value={message}
          onChange={setMessage}
          multiline
        />
        <DialogActions>
          <Button onPress={onClose}>{t('cancel.keep')}</Button>
          <SubmitButton variant="danger">{t('cancel.confirm')}</SubmitButton>
        </DialogActions>
      </Form>
    </Dialog>
  )
}
