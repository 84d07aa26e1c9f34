import { createContext, type FormEvent, type ReactNode, useContext, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Banner } from './Banner'
import { Button, type ButtonVariant } from './Button'
import { classNames } from './class_names'
import styles from './Form.module.css'
import { FieldErrors } from './field_errors'
import { asRefused, type Refused } from './refused'

type Errors = Record<string, string>

const Pending = createContext(false)

interface FormProps {
  /** Gets the values by field name; a refusal that it throws is shown at its field, or above the form. */
  onSubmit: (data: Record<string, string>) => Promise<void>
  children: ReactNode
  className?: string
  'aria-label'?: string
  /** The server names all faults at once, also what is missing: a long form is not refused twice. */
  judgedByServer?: boolean
}

/**
 * Fields with one button that sends them; nothing is sent twice, and nothing typed is lost by a refusal. Faults are judged
 * when the form is sent, in our own words, and go away while they are mended: nothing moves under the pointer.
 */
export function Form({ onSubmit, children, className, judgedByServer, ...props }: FormProps) {
  const { t } = useTranslation('common')
  const [errors, setErrors] = useState<Errors>({})
  const [message, setMessage] = useState<string | null>(null)
  const [pending, setPending] = useState(false)
  const busy = useRef(false)

  const check = (form: HTMLFormElement): Errors => {
    const found: Errors = {}
    for (const { name, validity } of fieldsOf(form)) {
      if (validity.valid) continue
      if (validity.valueMissing) found[name] ??= t('field.required')
      else found[name] ??= t(validity.typeMismatch ? 'field.email' : 'field.invalid')
    }
    return found
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    event.stopPropagation()
    if (busy.current) return
    const form = event.currentTarget
    const found = judgedByServer ? {} : check(form)
    setErrors(found)
    setMessage(null)
    if (Object.keys(found).length > 0) {
      focusFirst(form, found)
      return
    }
    const data = Object.fromEntries(
      [...new FormData(form)].map(([name, value]) => [name, typeof value === 'string' ? value : '']),
    )
    busy.current = true
    setPending(true)
    try {
      await onSubmit(data)
    } catch (error) {
      const { fields, rest } = sort(asRefused(error), form)
      setErrors(fields)
      setMessage(rest)
      focusFirst(form, fields)
    } finally {
      busy.current = false
      setPending(false)
    }
  }

  function typed({ target }: FormEvent<HTMLFormElement>) {
    const { name } = target as unknown as { name?: string }
    if (name && errors[name]) setErrors(({ [name]: _mended, ...others }) => others)
  }

  return (
    <form
      {...props}
      noValidate
      className={classNames(styles.form, className)}
      onSubmit={(event) => void submit(event)}
      onInput={typed}
    >
      {message && <Banner tone="danger">{message}</Banner>}
      <FieldErrors value={errors}>
        <Pending value={pending}>{children}</Pending>
      </FieldErrors>
    </form>
  )
}

interface SubmitButtonProps {
  children: ReactNode
  variant?: ButtonVariant
  fullWidth?: boolean
  isDisabled?: boolean
}

/** The button that sends the form around it. */
export function SubmitButton({ variant = 'primary', ...props }: SubmitButtonProps) {
  return <Button {...props} variant={variant} type="submit" isPending={useContext(Pending)} />
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

function fieldsOf(form: HTMLFormElement): Field[] {
  return [...form.elements].filter(
    (element): element is Field => 'validity' in element && 'name' in element && element.name !== '',
  )
}

function focusFirst(form: HTMLFormElement, errors: Errors): void {
  fieldsOf(form)
    .find(({ name }) => name in errors)
    ?.focus()
}

/** Splits what was refused into what belongs to a field of this form and the rest. */
function sort(refusal: Refused, form: HTMLFormElement): { fields: Errors; rest: string | null } {
  const names = new Set(fieldsOf(form).map(({ name }) => name))
  const fields: Errors = {}
  const rest: string[] = []
  for (const { param, message } of refusal.errors) {
    if (param && names.has(param)) fields[param] = fields[param] ? `${fields[param]} ${message}` : message
    else rest.push(message)
  }
  return { fields, rest: rest.length > 0 ? [...new Set(rest)].join(' ') : null }
}
