import { Check, ChevronDown } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import styles from './choices.module.css'
import { classNames } from './class_names'
import { Field } from './Field'
import { useFieldError } from './field_errors'

interface TickProps {
  children: ReactNode
  name?: string
  value?: string
  isSelected?: boolean
  defaultSelected?: boolean
  onChange?: (selected: boolean) => void
  isRequired?: boolean
  isDisabled?: boolean
  'aria-describedby'?: string
}

/** A tick box with its words behind it. */
export function Checkbox({ children, ...props }: TickProps) {
  return (
    <Tick {...props} words={children}>
      <span className={styles.box} aria-hidden>
        <Check size="1.1em" strokeWidth={3} />
      </span>
    </Tick>
  )
}

/** A switch that works at once. */
export function Switch({ children, ...props }: TickProps) {
  return (
    <Tick {...props} words={children} isSwitch>
      <span className={styles.track} aria-hidden>
        <span className={styles.knob} />
      </span>
    </Tick>
  )
}

function Tick({ children, words, isSwitch, ...props }: Omit<TickProps, 'children'> & TickParts) {
  const { name, value, isSelected, defaultSelected, onChange, isRequired, isDisabled } = props
  const id = useId()
  const fault = useFieldError(name)
  return (
    <div>
      <label className={styles.tick}>
        <input
          type="checkbox"
          // The native state is what a switch tells: `checked` needs no `aria-checked` beside it.
          {...(isSwitch ? { role: 'switch' } : {})}
          name={name}
          value={value}
          checked={isSelected}
          defaultChecked={defaultSelected}
          required={isRequired}
          disabled={isDisabled}
          aria-invalid={fault ? true : undefined}
          aria-describedby={fault ? `${id}-fault` : props['aria-describedby']}
          onChange={({ target }) => onChange?.(target.checked)}
          className={styles.input}
        />
        {children}
        <span>{words}</span>
      </label>
      {fault && (
        <div id={`${id}-fault`} className={styles.error} role="alert">
          {fault}
        </div>
      )}
    </div>
  )
}

interface TickParts {
  /** What is drawn in the place of the box. */
  children: ReactNode
  words: ReactNode
  isSwitch?: boolean
}

export interface Option<V extends string = string> {
  value: V
  label: string
  description?: string
}

interface ChoiceProps<V extends string> {
  label: string
  options: Option<V>[]
  value?: V
  defaultValue?: V
  onChange?: (value: V) => void
  name?: string
  description?: ReactNode
  isRequired?: boolean
  isDisabled?: boolean
  className?: string
}

/** One of several, all in view. */
export function RadioGroup<V extends string>({
  label,
  options,
  description,
  className,
  ...props
}: ChoiceProps<V>) {
  const id = useId()
  const { name = id, value, defaultValue, onChange, isRequired, isDisabled } = props
  return (
    <fieldset
      className={classNames(styles.group, className)}
      aria-describedby={description ? `${id}-about` : undefined}
      disabled={isDisabled}
    >
      <legend className={styles.label}>{label}</legend>
      {description && (
        <div id={`${id}-about`} className={styles.description}>
          {description}
        </div>
      )}
      {options.map((option) => (
        <label key={option.value} className={styles.tick}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={value === undefined ? undefined : value === option.value}
            defaultChecked={defaultValue === undefined ? undefined : defaultValue === option.value}
            required={isRequired}
            // Its name is the short one; what explains it is read after that.
            aria-labelledby={`${id}-${option.value}-name`}
            aria-describedby={option.description ? `${id}-${option.value}` : undefined}
            onChange={() => onChange?.(option.value)}
            className={styles.input}
          />
          <span className={styles.dot} aria-hidden />
          <span>
            <span id={`${id}-${option.value}-name`}>{option.label}</span>
            {option.description && (
              <span id={`${id}-${option.value}`} className={styles.description}>
                {option.description}
              </span>
            )}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

/** One of several, behind a button: the browser's own, which every telephone shows in its own large way. */
export function Select<V extends string>({
  label,
  options,
  description,
  className,
  ...props
}: ChoiceProps<V>) {
  const { name, value, defaultValue, onChange, isRequired, isDisabled } = props
  return (
    <Field label={label} name={name} description={description} className={className}>
      {(control) => (
        <div className={styles.select}>
          <select
            {...control}
            name={name}
            value={value}
            defaultValue={defaultValue}
            required={isRequired}
            disabled={isDisabled}
            onChange={({ target }) => onChange?.(target.value as V)}
            className={styles.native}
          >
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
          <ChevronDown aria-hidden size="1.25em" className={styles.arrow} />
        </div>
      )}
    </Field>
  )
}
