import { type ReactNode, useLayoutEffect, useRef } from 'react'
import { applyBranding, type BrandColours } from './apply'

interface BrandedProps {
  colours: BrandColours
  /** Shows it in one theme, whatever the page is in. */
  theme?: 'light' | 'dark'
  className?: string | undefined
  children: ReactNode
}

/** A part of a page in the colours of an organisation. */
export function Branded({ colours, theme, className, children }: BrandedProps) {
  const part = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (part.current !== null) return applyBranding(colours, part.current)
  }, [colours])
  return (
    <div ref={part} className={className} {...(theme ? { 'data-theme': theme } : {})}>
      {children}
    </div>
  )
}
