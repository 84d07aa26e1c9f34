import type { ReactNode } from 'react'
import styles from './StageStrip.module.css'

/** A line over the pictures of a call: what happens beside it, and the buttons with which one answers that. */
export function StageStrip({ words, children }: { words: string; children?: ReactNode }) {
  return (
    <div className={styles.strip}>
      <span role="status" className={styles.words}>
        {words}
      </span>
      {children && <span className={styles.buttons}>{children}</span>}
    </div>
  )
}
