import type { LucideIcon } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import styles from './Button.module.css'
import { classNames } from './class_names'

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger' | 'accept'

interface Look {
  variant?: ButtonVariant | undefined
  icon?: LucideIcon | undefined
  fullWidth?: boolean | undefined
  className?: string | undefined
}

interface ButtonProps extends Look {
  children: ReactNode
  onPress?: () => void
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
export function Button({ variant, icon, fullWidth, children, className, ...props }: ButtonProps) {
  const { t } = useTranslation('common')
  const {
    onPress,
    type = 'button',
    isPending = false,
    isDisabled = false,
    autoFocus = false,
    ...aria
  } = props
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (autoFocus) button.current?.focus()
  }, [autoFocus])
  return (
    <button
      {...aria}
      ref={button}
      type={isPending ? 'button' : type}
      disabled={isDisabled}
      // Not `disabled`: who has just pressed it keeps the focus.
      aria-disabled={isPending || undefined}
      onClick={isPending ? undefined : () => onPress?.()}
      className={look({ variant, fullWidth, className })}
    >
      {isPending ? <span className={styles.spinner} aria-hidden /> : <Icon icon={icon} />}
      <span>{children}</span>
      {isPending && <span className={styles.hidden}>{t('busy')}</span>}
    </button>
  )
}

interface LinkButtonProps extends Look {
  href: string
  children: ReactNode
  /** A file of the server, not a page. */
  download?: boolean
}

/** A link that looks like a button. */
export function LinkButton({ variant, icon, fullWidth, children, className, ...props }: LinkButtonProps) {
  return (
    <Anchor {...props} className={look({ variant, fullWidth, className })}>
      <Icon icon={icon} />
      <span>{children}</span>
    </Anchor>
  )
}

/** A link in a text. */
export function TextLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Anchor href={href} className={styles.textLink ?? ''}>
      {children}
    </Anchor>
  )
}

interface IconButtonProps {
  label: string
  icon: LucideIcon
  onPress?: () => void
  /** Makes it a switch with two positions. */
  isSelected?: boolean
  isDisabled?: boolean
  variant?: ButtonVariant
  className?: string
}

/** A button with only an icon; its label is read out, and shown while the pointer or the focus is on it. */
export function IconButton({ label, icon, isSelected, variant = 'quiet', ...props }: IconButtonProps) {
  const { onPress, isDisabled = false, className } = props
  return (
    <button
      type="button"
      aria-label={label}
      aria-pressed={isSelected}
      data-tooltip={label}
      disabled={isDisabled}
      onClick={() => onPress?.()}
      className={classNames(look({ variant, className }), styles.iconOnly)}
    >
      <Icon icon={icon} />
    </button>
  )
}

/** What the server answers itself, and addresses of other kinds, are not routes of the client. */
const OUTSIDE = /^(?:[a-z]+:|\/api\/|\/demo\/|\/media\/|#)/

function Anchor({ href, children, ...props }: AnchorProps) {
  if (!OUTSIDE.test(href)) {
    return (
      <Link href={href} {...props}>
        {children}
      </Link>
    )
  }
  return (
    <a href={href} {...props}>
      {children}
    </a>
  )
}

interface AnchorProps {
  href: string
  className: string
  children: ReactNode
  download?: boolean
}

/** The drawing on a button. */
export function Icon({ icon: Drawing }: { icon?: LucideIcon | undefined }) {
  return Drawing ? <Drawing aria-hidden size="1.35em" strokeWidth={2.1} className={styles.icon} /> : null
}

/** The class names of a button's look, for the buttons of other controls. */
export function look({ variant, fullWidth, className }: Look): string {
  return classNames(styles.button, styles[variant ?? 'secondary'], fullWidth && styles.fullWidth, className)
}
