import { type ReactNode, useCallback, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type AllauthAnswer, allauth } from '@/protocol/allauth'
import { refreshSession } from '@/state/session'
import { Dialog, Form, PasswordField, SubmitButton } from '@/ui'
import { succeeded } from './allauth_answers'

/** Thrown when somebody closes the question for his password: nothing has been changed. */
export class NotConfirmed extends Error {
  /** A form that meets this has nothing to tell. */
  readonly errors: [] = []
}

interface Question {
  ask: () => Promise<AllauthAnswer>
  answered: (answer: AllauthAnswer) => void
  refused: (error: unknown) => void
}

/**
 * Runs commands for which the server may want the password once more. `run` asks it in a dialog when the answer is 401
 * and then repeats the command; it throws `NotConfirmed` when the dialog is closed. Draw `dialog` somewhere.
 */
export function useReauthentication(): {
  run: (ask: () => Promise<AllauthAnswer>) => Promise<AllauthAnswer>
  dialog: ReactNode
} {
  const { t } = useTranslation('accounts')
  const [open, setOpen] = useState(false)
  const question = useRef<Question | null>(null)

  const run = useCallback(async (ask: () => Promise<AllauthAnswer>) => {
    const answer = await ask()
    if (answer.status !== 401) return answer
    if (answer.meta.is_authenticated !== true) {
      // Not the password is missing but the session: the app shows the sign-in page.
      await refreshSession()
      throw new NotConfirmed()
    }
    return new Promise<AllauthAnswer>((answered, refused) => {
      question.current = { ask, answered, refused }
      setOpen(true)
    })
  }, [])

  async function confirm({ password = '' }: Record<string, string>) {
    succeeded(await allauth('POST', 'auth/reauthenticate', { password }))
    const asked = question.current
    question.current = null
    setOpen(false)
    asked?.ask().then(asked.answered, asked.refused)
  }

  function close() {
    question.current?.refused(new NotConfirmed())
    question.current = null
    setOpen(false)
  }

  const dialog = (
    <Dialog title={t('reauthenticate.title')} isOpen={open} onClose={close} size="s">
      <p>{t('reauthenticate.text')}</p>
      <Form onSubmit={confirm}>
        <PasswordField
          label={t('sign_in.password')}
          name="password"
          autoComplete="current-password"
          isRequired
          autoFocus
        />
        <SubmitButton fullWidth>{t('reauthenticate.submit')}</SubmitButton>
      </Form>
    </Dialog>
  )
  return { run, dialog }
}
