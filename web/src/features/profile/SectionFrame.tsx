import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import { classNames, Page } from '@/ui'
import styles from './SectionFrame.module.css'

export interface Section {
  href: string
  label: string
  icon: LucideIcon
}

interface SectionFrameProps {
  /** What the sections have in common, for who hears the screen. */
  label: string
  sections: Section[]
  title: string
  intro?: ReactNode
  actions?: ReactNode
  wide?: boolean
  children: ReactNode
}

/** One section of several that belong together, with the others beside it (on a phone above it). */
export function SectionFrame({ label, sections, title, intro, actions, wide, children }: SectionFrameProps) {
  const [path] = useLocation()
  return (
    <div className={classNames(styles.frame, wide && styles.wide)}>
      <nav aria-label={label} className={styles.nav}>
        {sections.map(({ href, label, icon: Icon }) => (
          <Link key={href} href={href} className={styles.entry} {...currentOf(path, href)}>
            <Icon aria-hidden size="1.35em" />
            <span>{label}</span>
          </Link>
        ))}
      </nav>
      <div className={styles.body}>
        <Page title={title} intro={intro} actions={actions}>
          {children}
        </Page>
      </div>
    </div>
  )
}

/** A page below a section belongs to it, but is not the page that its link leads to. */
function currentOf(path: string, href: string): { 'aria-current'?: 'page' | true } {
  if (path === href) return { 'aria-current': 'page' }
  return path.startsWith(`${href}/`) ? { 'aria-current': true } : {}
}
