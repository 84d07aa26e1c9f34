import { BookUser, type LucideIcon, PhoneCall, Settings, Users, Video } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import { CallLayer, useCallOpen } from '@/features/calls'
import { useUnseenCalls } from '@/features/history'
import { PresenceMenu } from '@/features/presence'
import { live } from '@/state/live'
import { session } from '@/state/session'
import { Banner, useStore } from '@/ui'
import { AccountMenu } from './AccountMenu'
import { Logo } from './Logo'
import styles from './Shell.module.css'

/** A short break of the connection is nobody's business (milliseconds). */
const TELL_AFTER = 4_000

/** The frame of the app: top bar and menu, the screen, and over it the call. */
export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation('shell')
  return (
    <>
      <div className={styles.frame} inert={useCallOpen()}>
        <a href="#inhoud" className={styles.skip}>
          {t('skip')}
        </a>
        <header className={styles.bar}>
          <Link href="/" className={styles.home} aria-label={t('product')}>
            <Logo />
          </Link>
          <MainMenu />
          <div className={styles.own}>
            <PresenceMenu />
            <AccountMenu />
          </div>
        </header>
        <main id="inhoud" tabIndex={-1} className={styles.main}>
          <Connection />
          {children}
        </main>
      </div>
      <CallLayer />
    </>
  )
}

function MainMenu() {
  const { t } = useTranslation('shell')
  const [path] = useLocation()
  const missed = useUnseenCalls()
  const administrator = useStore(session, ({ person }) => person?.role === 'administrator')
  const entries: {
    href: string
    label: string
    short?: string
    icon: LucideIcon
    under?: string
    count?: number
  }[] = [
    { href: '/', label: t('home'), icon: Video },
    { href: '/contacten', label: t('contacts'), icon: BookUser },
    {
      href: '/oproepen',
      label: missed > 0 ? t('history_missed', { count: missed }) : t('history'),
      short: t('history'),
      icon: PhoneCall,
      count: missed,
    },
    ...(administrator
      ? [{ href: '/beheer/mensen', label: t('administration'), icon: Users, under: '/beheer' }]
      : []),
    { href: '/instellingen/gegevens', label: t('settings'), icon: Settings, under: '/instellingen' },
  ]
  return (
    <nav aria-label={t('main_menu')} className={styles.menu}>
      {entries.map(({ href, label, short, icon: Icon, under, count }) => (
        <Link
          key={href}
          href={href}
          aria-label={label}
          className={styles.entry}
          {...((under ? path.startsWith(under) : path === href) ? { 'aria-current': 'page' as const } : {})}
        >
          <span className={styles.icon}>
            <Icon aria-hidden size="1.4em" />
            {count ? <span className={styles.count} data-count={count > 99 ? '99+' : count} /> : null}
          </span>
          <span>{short ?? label}</span>
        </Link>
      ))}
    </nav>
  )
}

/** Says so when the server is away for longer than a moment. */
function Connection() {
  const { t } = useTranslation('shell')
  const status = useStore(live.status)
  const away = status === 'connecting' || status === 'waiting'
  return away ? <Away title={t('offline_title')} text={t('offline')} /> : null
}

function Away({ title, text }: { title: string; text: string }) {
  const [told, setTold] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setTold(true), TELL_AFTER)
    return () => clearTimeout(timer)
  }, [])
  return told ? (
    <Banner tone="warn" title={title} className={styles.away ?? ''}>
      {text}
    </Banner>
  ) : null
}
