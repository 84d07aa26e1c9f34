import { type ReactNode, useLayoutEffect } from 'react'
import { applyBranding, BrandLogo } from '@/features/branding'
import { LanguageSwitch } from '@/features/language'
import type { GuestPage } from '@/protocol/types'
import styles from './GuestFrame.module.css'
import { guest } from './guest_page'

interface GuestFrameProps {
  organisation: GuestPage['organisation'] | null
  children: ReactNode
}

/** Around a guest's page: the face of the organisation that expects him (ADM-2). */
export function GuestFrame({ organisation, children }: GuestFrameProps) {
  useLayoutEffect(() => {
    if (organisation !== null) return applyBranding(organisation)
  }, [organisation])
  return (
    <div className={styles.frame}>
      <header className={styles.bar}>
        {organisation && <BrandLogo face={organisation} />}
        <span className={styles.language}>
          <LanguageSwitch onChoose={(language) => guest.speak(language)} />
        </span>
      </header>
      <main id="inhoud" className={styles.main}>
        {children}
      </main>
    </div>
  )
}
