import { Eye, EyeOff, Search, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { FieldError } from 'react-aria-components/FieldError'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { SearchField as AriaSearchField } from 'react-aria-components/SearchField'
import { Text } from 'react-aria-components/Text'
import { TextArea } from 'react-aria-components/TextArea'
import { TextField as AriaTextField } from 'react-aria-components/TextField'
import { useTranslation } from 'react-i18next'
import { IconButton } from './Button'
import { classNames } from './class_names'
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
}

/** One line (or with `multiline` several) of text with its label above, help and error below. */
export function TextField({
  label,
  description,
  error,
  multiline,
  className,
  after,
  ...props
}: TextFieldProps) {
  return (
    <AriaTextField
      {...props}
      isInvalid={error ? true : undefined}
      className={classNames(styles.field, className)}
    >
      <Label className={styles.label}>{label}</Label>
      <div className={styles.box}>
        {multiline ? (
          <TextArea rows={4} className={styles.input ?? ''} />
        ) : (
          <Input className={styles.input ?? ''} />
        )}
        {after}
      </div>
      {description && (
        <Text slot="description" className={styles.description}>
          {description}
        </Text>
      )}
      <ErrorText error={error} />
    </AriaTextField>
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
  autoFocus?: boolean
}

/** A search field; Escape empties it. Its label is read out, the magnifying glass shows what it is. */
export function SearchField({ label, placeholder, ...props }: SearchFieldProps) {
  const { t } = useTranslation('common')
  return (
    <AriaSearchField {...props} aria-label={label} className={styles.field ?? ''}>
      <div className={classNames(styles.box, styles.search)}>
        <Search aria-hidden size="1.25em" className={styles.glass} />
        <Input className={styles.input ?? ''} placeholder={placeholder ?? label} />
        {props.value !== '' && (
          <AriaButton className={styles.clear ?? ''} aria-label={t('clear')}>
            <X aria-hidden size="1.25em" />
          </AriaButton>
        )}
      </div>
    </AriaSearchField>
  )
}

/** What is wrong with the field: our own words for what the browser found, else what the server said. */
export function ErrorText({ error }: { error?: string | null | undefined }) {
  const { t } = useTranslation('common')
  return (
    <FieldError className={styles.error ?? ''}>
      {({ validationDetails, validationErrors }) => {
        if (error) return error
        if (validationDetails.valueMissing) return t('field.required')
        if (validationDetails.typeMismatch) return t('field.email')
        if (validationDetails.customError || validationDetails.valid) return validationErrors.join(' ')
        return t('field.invalid')
      }}
    </FieldError>
  )
}
