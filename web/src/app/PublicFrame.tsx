import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { LanguageSwitch } from '@/features/language'
import { setLanguage } from '@/state/session'
import { Logo } from './Logo'
import styles from './PublicFrame.module.css'

/** Around every page for which nobody has to be signed in. */
export function PublicFrame({ children }: { children: ReactNode }) {
  const { t } = useTranslation('shell')
  return (
    <div className={styles.frame}>
      <a href="#inhoud" className={styles.skip}>
        {t('skip')}
      </a>
      <header className={styles.bar}>
        <Link href="/" className={styles.home} aria-label={t('product')}>
          <Logo />
        </Link>
        <LanguageSwitch onChoose={setLanguage} />
      </header>
      <main id="inhoud" tabIndex={-1} className={styles.main}>
        {children}
      </main>
      <footer className={styles.foot}>{t('tagline')}</footer>
    </div>
  )
}
