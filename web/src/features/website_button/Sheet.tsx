import { type ReactNode, useEffect, useRef } from 'react'
import styles from './Visit.module.css'

/** One screen of the visit (give each its `key`): its heading gets the focus, so that a screen reader says what has come. */
export function Sheet({ title, children }: { title: string; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <div className={styles.sheet}>
      <h1 ref={heading} tabIndex={-1} className={styles.title}>
        {title}
      </h1>
      {children}
    </div>
  )
}
