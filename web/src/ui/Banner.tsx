import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './Banner.module.css'
import { classNames } from './class_names'

const ICONS = { info: Info, ok: CircleCheck, warn: TriangleAlert, danger: CircleAlert }

interface BannerProps {
  tone: keyof typeof ICONS
  title?: string
  children?: ReactNode
  action?: ReactNode
  className?: string
}

/** A message in its place on the screen; what went wrong is read out at once. */
export function Banner({ tone, title, children, action, className }: BannerProps) {
  const Icon = ICONS[tone]
  return (
    <div
      role={tone === 'danger' ? 'alert' : 'status'}
      className={classNames(styles.banner, styles[tone], className)}
    >
      <div className={styles.message}>
        <Icon aria-hidden className={styles.icon} size="1.5em" />
        <div className={styles.words}>
          {title && <p className={styles.title}>{title}</p>}
          {children && <div>{children}</div>}
        </div>
      </div>
      {action && <div className={styles.action}>{action}</div>}
    </div>
  )
}
