import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button as AriaButton, type PressEvent } from 'react-aria-components/Button'
import { Link } from 'react-aria-components/Link'
import { Tooltip, TooltipTrigger } from 'react-aria-components/Tooltip'
import { useTranslation } from 'react-i18next'
import styles from './Button.module.css'
import { classNames } from './class_names'

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger' | 'accept'

interface Look {
  variant?: ButtonVariant
  icon?: LucideIcon
  fullWidth?: boolean
  className?: string
}

interface ButtonProps extends Look {
  children: ReactNode
  onPress?: (event: PressEvent) => void
  type?: 'button' | 'submit'
  isPending?: boolean
  isDisabled?: boolean
  autoFocus?: boolean
  'aria-pressed'?: boolean
  'aria-describedby'?: string
  'aria-expanded'?: boolean
  'aria-haspopup'?: 'menu' | 'dialog'
}

/** A button with words on it. While `isPending` it can not be pressed again and says that it is busy. */
export function Button({
  variant = 'secondary',
  icon,
  fullWidth,
  children,
  className,
  ...props
}: ButtonProps) {
  const { t } = useTranslation('common')
  return (
    <AriaButton {...props} className={look({ variant, fullWidth, className })}>
      {props.isPending ? <span className={styles.spinner} aria-hidden /> : <Icon icon={icon} />}
      <span>{children}</span>
      {props.isPending && <span className={styles.hidden}>{t('busy')}</span>}
    </AriaButton>
  )
}

interface LinkButtonProps extends Look {
  href: string
  children: ReactNode
  download?: boolean | string
}

/** A link that looks like a button. */
export function LinkButton({
  variant = 'secondary',
  icon,
  fullWidth,
  children,
  className,
  ...props
}: LinkButtonProps) {
  return (
    <Link {...props} className={look({ variant, fullWidth, className })}>
      <Icon icon={icon} />
      <span>{children}</span>
    </Link>
  )
}

interface IconButtonProps {
  label: string
  icon: LucideIcon
  onPress?: (event: PressEvent) => void
  /** Makes it a switch with two positions. */
  isSelected?: boolean
  isDisabled?: boolean
  variant?: ButtonVariant
  className?: string
}

/** A button with only an icon; its label is read out and shown as a tooltip. */
export function IconButton({
  label,
  icon,
  isSelected,
  variant = 'quiet',
  className,
  ...props
}: IconButtonProps) {
  return (
    <TooltipTrigger delay={500}>
      <AriaButton
        {...props}
        aria-label={label}
        {...(isSelected === undefined ? {} : { 'aria-pressed': isSelected })}
        className={classNames(look({ variant, className }), styles.iconOnly)}
      >
        <Icon icon={icon} />
      </AriaButton>
      <Tooltip className={styles.tooltip ?? ''} offset={6}>
        {label}
      </Tooltip>
    </TooltipTrigger>
  )
}

function Icon({ icon: Drawing }: { icon?: LucideIcon | undefined }) {
  return Drawing ? <Drawing aria-hidden size="1.35em" strokeWidth={2.1} className={styles.icon} /> : null
}

function look({ variant, fullWidth, className }: Look): string {
  return classNames(styles.button, styles[variant ?? 'secondary'], fullWidth && styles.fullWidth, className)
}

/** A link in a text. */
export function TextLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className={styles.textLink ?? ''}>
      {children}
    </Link>
  )
}
