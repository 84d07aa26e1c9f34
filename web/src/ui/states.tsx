import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { classNames } from './class_names'
import styles from './states.module.css'

interface EmptyStateProps {
  icon: LucideIcon
  title: string
  text?: ReactNode
  action?: ReactNode
}

/** Nothing to show, why, and what to do about it. */
export function EmptyState({ icon: Icon, title, text, action }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      <span className={styles.medal} aria-hidden>
        <Icon size="2rem" strokeWidth={1.75} />
      </span>
      <h2 className={styles.title}>{title}</h2>
      {text && <p className={styles.text}>{text}</p>}
      {action}
    </div>
  )
}

/** Work of which nobody knows how long it takes. */
export function Spinner({ label }: { label?: string }) {
  const { t } = useTranslation('common')
  return (
    <div className={styles.waiting} role="status">
      <span className={styles.spinner} aria-hidden />
      <span>{label ?? t('loading')}</span>
    </div>
  )
}

/** The grey shape of what is being fetched. */
export function Skeleton({ rows = 4, shape = 'row' }: { rows?: number; shape?: 'row' | 'tile' }) {
  const { t } = useTranslation('common')
  return (
    <div className={classNames(styles.skeleton, styles[shape])} role="status" aria-label={t('loading')}>
      {Array.from({ length: rows }, (_, index) => (
        <span key={index} className={styles.bone} aria-hidden />
      ))}
    </div>
  )
}

interface BadgeProps {
  tone?: 'neutral' | 'brand' | 'ok' | 'warn' | 'danger'
  children: ReactNode
}

/** A word that marks a state. */
export function Badge({ tone = 'neutral', children }: BadgeProps) {
  return <span className={classNames(styles.badge, styles[tone])}>{children}</span>
}
