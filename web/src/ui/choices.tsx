import { Check, ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { Checkbox as AriaCheckbox } from 'react-aria-components/Checkbox'
import { Label } from 'react-aria-components/Label'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { RadioGroup as AriaRadioGroup, Radio } from 'react-aria-components/RadioGroup'
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select'
import { Switch as AriaSwitch } from 'react-aria-components/Switch'
import { Text } from 'react-aria-components/Text'
import styles from './choices.module.css'
import { classNames } from './class_names'
import { ErrorText } from './TextField'

interface TickProps {
  children: ReactNode
  name?: string
  value?: string
  isSelected?: boolean
  defaultSelected?: boolean
  onChange?: (selected: boolean) => void
  isRequired?: boolean
  isDisabled?: boolean
}

/** A tick box with its words behind it. */
export function Checkbox({ children, ...props }: TickProps) {
  return (
    <AriaCheckbox {...props} className={styles.tick ?? ''}>
      <span className={styles.box} aria-hidden>
        <Check size="1.1em" strokeWidth={3} />
      </span>
      <span>{children}</span>
    </AriaCheckbox>
  )
}

/** A switch that works at once. */
export function Switch({ children, ...props }: TickProps) {
  return (
    <AriaSwitch {...props} className={styles.tick ?? ''}>
      <span className={styles.track} aria-hidden>
        <span className={styles.knob} />
      </span>
      <span>{children}</span>
    </AriaSwitch>
  )
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
  const { onChange, ...rest } = props
  return (
    <AriaRadioGroup
      {...rest}
      {...(onChange ? { onChange: (value: string) => onChange(value as V) } : {})}
      className={classNames(styles.group, className)}
    >
      <Label className={styles.label}>{label}</Label>
      {description && (
        <Text slot="description" className={styles.description}>
          {description}
        </Text>
      )}
      {options.map((option) => (
        <Radio key={option.value} value={option.value} className={styles.radio ?? ''}>
          <span className={styles.dot} aria-hidden />
          <span>
            {option.label}
            {option.description && <span className={styles.description}>{option.description}</span>}
          </span>
        </Radio>
      ))}
      <ErrorText />
    </AriaRadioGroup>
  )
}

/** One of several, behind a button. */
export function Select<V extends string>({
  label,
  options,
  description,
  className,
  ...props
}: ChoiceProps<V>) {
  const { value, defaultValue, onChange, ...rest } = props
  return (
    <AriaSelect
      {...rest}
      {...(value === undefined ? {} : { selectedKey: value })}
      {...(defaultValue === undefined ? {} : { defaultSelectedKey: defaultValue })}
      onSelectionChange={(key) => onChange?.(key as V)}
      className={classNames(styles.group, className)}
    >
      <Label className={styles.label}>{label}</Label>
      <AriaButton className={styles.select ?? ''}>
        <SelectValue className={styles.value ?? ''} />
        <ChevronDown aria-hidden size="1.25em" />
      </AriaButton>
      {description && (
        <Text slot="description" className={styles.description}>
          {description}
        </Text>
      )}
      <ErrorText />
      <Popover className={styles.popover ?? ''} offset={4}>
        <ListBox className={styles.list ?? ''}>
          {options.map((option) => (
            <ListBoxItem
              key={option.value}
              id={option.value}
              textValue={option.label}
              className={styles.option ?? ''}
            >
              <span>
                {option.label}
                {option.description && <span className={styles.description}>{option.description}</span>}
              </span>
              <Check aria-hidden size="1.1em" className={styles.chosen} />
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}
