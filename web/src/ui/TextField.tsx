import { Eye, EyeOff, Search, X } from 'lucide-react'
import { type InputHTMLAttributes, type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from './Button'
import { classNames } from './class_names'
import { Field } from './Field'
import styles from './TextField.module.css'

export interface TextFieldProps {
  label: string
  name?: string
  type?: 'text' | 'email' | 'tel' | 'url' | 'password' | 'time' | 'number' | 'datetime-local'
  value?: string
  defaultValue?: string
  onChange?: (value: string) => void
  description?: ReactNode
  error?: string | null | undefined
  isRequired?: boolean
  isReadOnly?: boolean
  isDisabled?: boolean
  autoComplete?: string
  inputMode?: 'text' | 'numeric' | 'email' | 'tel' | 'search'
  autoCapitalize?: 'none' | 'words' | 'sentences'
  spellCheck?: 'true' | 'false'
  maxLength?: number
  minLength?: number
  pattern?: string
  autoFocus?: boolean
  multiline?: boolean
  className?: string
  /** Stands in the box, behind what is typed. */
  after?: ReactNode
  /** What makes it a combobox, whose list stands in `after`. */
  combobox?: InputHTMLAttributes<HTMLInputElement>
}

/** One line (or with `multiline` several) of text with its label above, help and error below. */
export function TextField({
  label,
  description,
  error,
  className,
  after,
  combobox,
  ...props
}: TextFieldProps) {
  const {
    onChange,
    isRequired,
    isReadOnly,
    isDisabled,
    autoFocus,
    multiline,
    type = 'text',
    ...plain
  } = props
  const input = useRef<HTMLInputElement & HTMLTextAreaElement>(null)
  useEffect(() => {
    if (autoFocus) input.current?.focus()
  }, [autoFocus])
  const shared = {
    ...plain,
    ref: input,
    required: isRequired,
    readOnly: isReadOnly ?? (plain.value !== undefined && onChange === undefined),
    disabled: isDisabled,
    onChange: onChange && (({ target }: { target: { value: string } }) => onChange(target.value)),
    className: styles.input,
  }
  return (
    <Field label={label} name={props.name} description={description} error={error} className={className}>
      {(control) => (
        <div className={styles.box}>
          {multiline ? (
            <textarea rows={4} {...shared} {...control} />
          ) : (
            <input type={type} {...shared} {...control} {...combobox} />
          )}
          {after}
        </div>
      )}
    </Field>
  )
}

/** A password, with a button to look at it. */
export function PasswordField(props: TextFieldProps) {
  const { t } = useTranslation('common')
  const [shown, setShown] = useState(false)
  return (
    <TextField
      {...props}
      type={shown ? 'text' : 'password'}
      autoCapitalize="none"
      spellCheck="false"
      after={
        <IconButton
          label={shown ? t('hide_password') : t('show_password')}
          icon={shown ? EyeOff : Eye}
          onPress={() => setShown(!shown)}
          className={styles.eye ?? ''}
        />
      }
    />
  )
}

interface SearchFieldProps {
  label: string
  value: string
  onChange: (value: string) => void
  placeholder?: string
}

/** A search field; Escape empties it. Its label is read out, the magnifying glass shows what it is. */
export function SearchField({ label, value, onChange, placeholder }: SearchFieldProps) {
  const { t } = useTranslation('common')
  const input = useRef<HTMLInputElement>(null)
  return (
    <div className={classNames(styles.box, styles.search)}>
      <Search aria-hidden size="1.25em" className={styles.glass} />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={placeholder ?? label}
        value={value}
        onChange={({ target }) => onChange(target.value)}
        onKeyDown={({ key }) => key === 'Escape' && onChange('')}
        className={styles.input}
      />
      {value !== '' && (
        <IconButton
          label={t('clear')}
          icon={X}
          className={styles.eye ?? ''}
          onPress={() => {
            onChange('')
            input.current?.focus()
          }}
        />
      )}
    </div>
  )
}
