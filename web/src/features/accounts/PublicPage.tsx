import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames, Page } from '@/ui'
import styles from './PublicPage.module.css'

interface PublicPageProps {
  title: string
  intro?: ReactNode
  children: ReactNode
  width?: 's' | 'm'
}

/** A page with one thing to do, on a card in the middle. */
export function PublicPage({ title, intro, children, width = 's' }: PublicPageProps) {
  return (
    <div className={classNames(styles.middle, styles[width])}>
      <Page title={title} intro={intro}>
        <div className={styles.card}>{children}</div>
      </Page>
    </div>
  )
}

interface VerdictProps {
  icon: LucideIcon
  tone: 'ok' | 'warn'
  title: string
  text: ReactNode
  children?: ReactNode
}

/** The outcome of a page: what happened and where to go now. */
export function Verdict({ icon: Icon, tone, title, text, children }: VerdictProps) {
  return (
    <div className={classNames(styles.middle, styles.verdict)}>
      <span className={classNames(styles.medal, styles[tone])} aria-hidden>
        <Icon size="2.25rem" strokeWidth={1.75} />
      </span>
      <Page title={title}>
        <p className={styles.text}>{text}</p>
        {children && <div className={styles.ways}>{children}</div>}
      </Page>
    </div>
  )
}
