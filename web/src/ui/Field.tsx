import { type ReactNode, useId } from 'react'
import { classNames } from './class_names'
import styles from './Field.module.css'
import { useFieldError } from './field_errors'

interface FieldProps {
  label: ReactNode
  name?: string | undefined
  description?: ReactNode
  error?: string | null | undefined
  className?: string | undefined
  /** Draws the control; gets what ties it to its words. */
  children: (control: { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }) => ReactNode
}

/** A control with its label above, and help and error below; both are read out with it. */
export function Field({ label, name, description, error, className, children }: FieldProps) {
  const id = useId()
  const fault = useFieldError(name, error)
  const described = [description ? `${id}-about` : '', fault ? `${id}-fault` : ''].filter(Boolean).join(' ')
  return (
    <div className={classNames(styles.field, className)}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      {children({
        id,
        ...(described ? { 'aria-describedby': described } : {}),
        ...(fault ? { 'aria-invalid': true as const } : {}),
      })}
      {description && (
        <div id={`${id}-about`} className={styles.description}>
          {description}
        </div>
      )}
      {fault && (
        <div id={`${id}-fault`} className={styles.error} role="alert">
          {fault}
        </div>
      )}
    </div>
  )
}
