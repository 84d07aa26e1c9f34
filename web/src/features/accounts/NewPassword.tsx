import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PasswordField } from '@/ui'
import { PasswordRules } from './PasswordRules'
import { keepsRules } from './password_rules'

export interface ChosenPassword {
  password: string
  confirmation: string
}

interface NewPasswordProps extends ChosenPassword {
  onChange: (chosen: ChosenPassword) => void
  strict: boolean | 'maybe'
  label: string
  confirmLabel?: string
  /** What the server said of it. */
  error?: string | null
  name?: string
}

/** A new password, its rules, and the same once more. Tells nothing wrong before somebody has finished typing. */
export function NewPassword({
  password,
  confirmation,
  onChange,
  strict,
  label,
  confirmLabel,
  error,
  name,
}: NewPasswordProps) {
  const { t } = useTranslation('accounts')
  const [left, setLeft] = useState(false)
  const group = useId()
  const differs = left && confirmation !== '' && password !== confirmation
  return (
    <>
      <PasswordField
        label={label}
        name={name ?? 'password'}
        value={password}
        onChange={(next) => onChange({ password: next, confirmation })}
        autoComplete="new-password"
        maxLength={256}
        isRequired
        error={error}
      />
      <PasswordRules password={password} strict={strict} />
      <div id={group} onBlur={() => setLeft(true)}>
        <PasswordField
          label={confirmLabel ?? t('rules.confirm')}
          name="confirmation"
          value={confirmation}
          onChange={(next) => onChange({ password, confirmation: next })}
          autoComplete="new-password"
          maxLength={256}
          isRequired
          error={differs ? t('rules.differs') : null}
        />
      </div>
    </>
  )
}

/** Whether the choice can be sent: the rules are kept (with `maybe` the server decides on the last) and both are equal. */
export function isGoodChoice({ password, confirmation }: ChosenPassword, strict: boolean | 'maybe'): boolean {
  return keepsRules(password, strict === true) && password === confirmation
}
