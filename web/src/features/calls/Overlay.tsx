import { type ReactNode, useEffect, useId, useRef } from 'react'
import { createPortal } from 'react-dom'
import { classNames } from '@/ui'
import styles from './Overlay.module.css'

interface OverlayProps {
  title: string
  role?: 'dialog' | 'alertdialog'
  /** The title is only read out. */
  hideTitle?: boolean
  children: ReactNode
  stage?: boolean
}

/**
 * Covers the whole screen; what lies below can not be reached meanwhile. The heading gets the focus and not a button:
 * who is typing when the telephone rings must not answer it by his next space.
 */
export function Overlay({ title, role = 'dialog', hideTitle, children, stage }: OverlayProps) {
  const id = useId()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    const before = document.activeElement
    heading.current?.focus({ preventScroll: true })
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    }
  }, [])
  return createPortal(
    <div
      role={role}
      aria-modal
      // A dialog that is open when it rings makes all else inert, but not what stands beside it and carries this.
      data-react-aria-top-layer
      aria-labelledby={id}
      className={classNames(styles.overlay, stage && styles.stage)}
    >
      <h1 id={id} ref={heading} tabIndex={-1} className={hideTitle ? styles.hidden : styles.title}>
        {title}
      </h1>
      {children}
    </div>,
    document.body,
  )
}
