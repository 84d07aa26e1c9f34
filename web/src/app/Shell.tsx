import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { CallLayer, useCallOpen } from '@/features/calls'
import { ConferenceBar } from '@/features/conferences'
import { AttentionBar, CornerSlider, useAttentionSources } from '@/features/desk'
import { PresenceMenu } from '@/features/presence'
import { LinkGuests } from '@/features/room_links'
import { LateGuests } from '@/features/waiting_room'
import { live } from '@/state/live'
import { session } from '@/state/session'
import { Banner, classNames, useMediaQuery, useStore } from '@/ui'
import { AccountMenu } from './AccountMenu'
import { Logo } from './Logo'
import { MainMenu } from './MainMenu'
import styles from './Shell.module.css'

/** A short break of the connection is nobody's business (milliseconds). */
const TELL_AFTER = 4_000

/** The menu stands at the foot; Shell.module.css says the same. */
const NARROW = '(max-width: 58rem)'

/** The frame of the app: menu and top bar, the screen, and over it the call. */
export function Shell({ children }: { children: ReactNode }) {
  // All texts of the frame at once.
  const { t } = useTranslation(['shell', 'menu', 'desk'])
  const narrow = useMediaQuery(NARROW)
  const staff = useStore(session, ({ person }) => person?.role !== 'client')
  const aside = staff && !narrow
  const Bar = aside ? 'section' : 'header'
  useAttentionSources()
  return (
    <>
      <div className={classNames(styles.frame, staff && styles.desk)} inert={useCallOpen()}>
        <a href="#inhoud" className={styles.skip}>
          {t('skip')}
        </a>
        {aside && (
          <header className={styles.side}>
            <Home />
            <MainMenu place="side" />
            <CornerSlider />
          </header>
        )}
        <div className={styles.column}>
          <div className={styles.top}>
            <Bar className={styles.bar} {...(aside ? { 'aria-label': t('account') } : {})}>
              {!aside && <Home />}
              {!narrow && !staff && <MainMenu place="bar" />}
              <div className={styles.own}>
                <PresenceMenu />
                <AccountMenu />
              </div>
            </Bar>
            <ConferenceBar />
            {staff && <AttentionBar />}
          </div>
          <main id="inhoud" tabIndex={-1} className={styles.main}>
            <Connection />
            {children}
          </main>
        </div>
        {narrow && (
          <div className={styles.foot}>
            {staff && <CornerSlider />}
            <MainMenu place="foot" />
          </div>
        )}
      </div>
      <CallLayer
        beside={
          <>
            <LateGuests />
            <LinkGuests />
          </>
        }
      />
    </>
  )
}

function Home() {
  const { t } = useTranslation('shell')
  return (
    <Link href="/" className={styles.home} aria-label={t('product')}>
      <Logo />
    </Link>
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
