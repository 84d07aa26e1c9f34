import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Refusal } from '@/protocol/refusal'
import { Form, SubmitButton } from '@/ui'
import { isGoodChoice, NewPassword } from './NewPassword'

interface NewPasswordFormProps {
  label: string
  submit: string
  strict: boolean | 'maybe'
  send: (password: string) => Promise<void>
}

/** Asks a new password twice and sends it when it keeps the rules. */
export function NewPasswordForm({ label, submit, strict, send }: NewPasswordFormProps) {
  const { t } = useTranslation('accounts')
  const [chosen, setChosen] = useState({ password: '', confirmation: '' })

  async function check() {
    if (!isGoodChoice(chosen, strict)) throw badChoice(chosen, t('rules.not_yet'), t('rules.differs'))
    await send(chosen.password)
  }

  return (
    <Form onSubmit={check}>
      <NewPassword {...chosen} onChange={setChosen} strict={strict} label={label} />
      <SubmitButton fullWidth>{submit}</SubmitButton>
    </Form>
  )
}

/** What is wrong with a choice, as the refusal that a form shows at its fields. */
export function badChoice(
  { password, confirmation }: { password: string; confirmation: string },
  notYet: string,
  differs: string,
  name = 'password',
): Refusal {
  return password === confirmation
    ? new Refusal(400, [{ code: 'password_refused', message: notYet, param: name }])
    : new Refusal(400, [{ code: 'password_differs', message: differs, param: 'confirmation' }])
}
