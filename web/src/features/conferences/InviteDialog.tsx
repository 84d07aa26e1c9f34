import { useTranslation } from 'react-i18next'
import { Button, Dialog, DialogActions, Form, SubmitButton, TextField } from '@/ui'
import type { Steering } from './use_steering'

interface InviteDialogProps {
  steering: Steering
  isOpen: boolean
  onClose: () => void
}

/** Calls a number into the conference; what comes of it stands in the list of invitations. */
export function InviteDialog({ steering, isOpen, onClose }: InviteDialogProps) {
  const { t } = useTranslation(['conferences', 'common'])

  async function invite({ number = '' }: Record<string, string>) {
    await steering.carryOut({ do: 'invite', number })
    onClose()
  }

  return (
    <Dialog title={t('invite.title')} isOpen={isOpen} onClose={onClose} size="s">
      <Form onSubmit={invite}>
        <p>{t('invite.intro')}</p>
        <TextField
          label={t('invite.number')}
          name="number"
          type="tel"
          inputMode="tel"
          autoComplete="off"
          maxLength={40}
          description={t('invite.help')}
          isRequired
          autoFocus
        />
        <DialogActions>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <SubmitButton>{t('invite.call')}</SubmitButton>
        </DialogActions>
      </Form>
    </Dialog>
  )
}
