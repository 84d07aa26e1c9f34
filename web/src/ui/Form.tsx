import { createContext, type FormEvent, type ReactNode, useContext, useEffect, useRef, useState } from 'react'
import { Form as AriaForm } from 'react-aria-components/Form'
import { Banner } from './Banner'
import { Button, type ButtonVariant } from './Button'
import { classNames } from './class_names'
import styles from './Form.module.css'
import { asRefused, type Refused } from './refused'

const Pending = createContext(false)

interface FormProps {
  /** Gets the values by field name; a refusal that it throws is shown at its field, or above the form. */
  onSubmit: (data: Record<string, string>) => Promise<void>
  children: ReactNode
  className?: string
  'aria-label'?: string
}

/** Fields with one button that sends them; nothing is sent twice, and nothing typed is lost by a refusal. */
export function Form({ onSubmit, children, className, ...props }: FormProps) {
  const [errors, setErrors] = useState<Record<string, string[]>>({})
  const [message, setMessage] = useState<string | null>(null)
  const [pending, setPending] = useState(false)
  const busy = useRef(false)
  const form = useRef<HTMLFormElement>(null)

  useEffect(() => {
    const typed = ({ target }: Event) => {
      if (target instanceof Element && form.current?.contains(target)) checkAgain(target)
    }
    // Above React, so that the field has its new value by then.
    document.addEventListener('input', typed)
    return () => document.removeEventListener('input', typed)
  }, [])

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    event.stopPropagation()
    if (busy.current) return
    const form = event.currentTarget
    const data = Object.fromEntries(
      [...new FormData(form)].map(([name, value]) => [name, typeof value === 'string' ? value : '']),
    )
    busy.current = true
    setPending(true)
    setMessage(null)
    try {
      await onSubmit(data)
      setErrors({})
    } catch (error) {
      const { fields, rest } = sort(asRefused(error), form)
      setErrors(fields)
      setMessage(rest)
    } finally {
      busy.current = false
      setPending(false)
    }
  }

  return (
    <AriaForm
      {...props}
      className={classNames(styles.form, className)}
      validationErrors={errors}
      onSubmit={(event) => void submit(event)}
      ref={form}
    >
      {message && <Banner tone="danger">{message}</Banner>}
      <Pending value={pending}>{children}</Pending>
    </AriaForm>
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

/**
 * Has a field with a fault judged anew while it is mended. Otherwise that happens when it is left, which for who clicks
 * the button moves the button away under the pointer, and the click is lost.
 */
function checkAgain(field: Element): void {
  if (field.hasAttribute('data-invalid')) field.dispatchEvent(new Event('change'))
}

/** Splits what was refused into what belongs to a field of this form and the rest. */
function sort(
  refusal: Refused,
  form: HTMLFormElement,
): { fields: Record<string, string[]>; rest: string | null } {
  const fields: Record<string, string[]> = {}
  const rest: string[] = []
  for (const { param, message } of refusal.errors) {
    if (param && form.elements.namedItem(param)) fields[param] = [...(fields[param] ?? []), message]
    else rest.push(message)
  }
  return { fields, rest: rest.length > 0 ? [...new Set(rest)].join(' ') : null }
}
