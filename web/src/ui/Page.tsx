import { type ReactNode, useEffect, useRef } from 'react'
import { classNames } from './class_names'
import styles from './Page.module.css'

interface PageProps {
  title: string
  intro?: ReactNode
  actions?: ReactNode
  children: ReactNode
  width?: 's' | 'm' | 'l'
}

/** A screen with its heading; the heading gets the focus, so that a screen reader begins there. */
export function Page({ title, intro, actions, children, width = 'l' }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · Oogcontact`
    // A dialog or a field that asked for the focus keeps it.
    if (document.activeElement === document.body || document.activeElement === null)
      heading.current?.focus({ preventScroll: true })
  }, [title])
  return (
    <div className={classNames(styles.page, styles[width])}>
      <header className={styles.head}>
        <div className={styles.words}>
          <h1 ref={heading} tabIndex={-1} className={styles.title}>
            {title}
          </h1>
          {intro && <p className={styles.intro}>{intro}</p>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  )
}

interface CardProps {
  title?: string
  intro?: ReactNode
  actions?: ReactNode
  children: ReactNode
  className?: string
}

/** A part of a screen on a surface of its own. */
export function Card({ title, intro, actions, children, className }: CardProps) {
  return (
    <section className={classNames(styles.card, className)} {...(title ? { 'aria-label': title } : {})}>
      {(title || actions) && (
        <div className={styles.cardHead}>
          {title && <h2 className={styles.cardTitle}>{title}</h2>}
          {actions}
        </div>
      )}
      {intro && <p className={styles.intro}>{intro}</p>}
      {children}
    </section>
  )
}
