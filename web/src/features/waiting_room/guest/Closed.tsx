import {
  CalendarX,
  CircleCheck,
  Link2Off,
  type LucideIcon,
  MailOpen,
  MonitorSmartphone,
  WifiOff,
} from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Refusal } from '@/protocol/refusal'
import type { GuestPage } from '@/protocol/types'
import { Button, toast } from '@/ui'
import styles from './Closed.module.css'
import { guest, hostOf } from './guest_page'

/** The call went as it should: a friendly end, and the way back if it was none. */
export function Ended({ page }: { page: GuestPage | null }) {
  const { t } = useTranslation('guest')
  const agent = hostOf(page)?.name ?? ''
  return (
    <Notice icon={CircleCheck} title={t('ended.title')}>
      <p>{t('ended.text', { agent })}</p>
      {page?.state !== 'over' && (
        <>
          <p className={styles.quiet}>{t('ended.back_text')}</p>
          <Command run={() => guest.comeBack()}>{t('ended.back')}</Command>
        </>
      )}
    </Notice>
  )
}

/** The call into which he was asked has ended before he came in. */
export function Over({ page }: { page: GuestPage }) {
  const { t } = useTranslation('guest')
  return (
    <Notice icon={CircleCheck} title={t('over.title')}>
      <p>{t('over.text', { agent: hostOf(page)?.name ?? '' })}</p>
    </Notice>
  )
}

/** The link was opened in another place (WAI-4). */
export function Elsewhere() {
  const { t } = useTranslation('guest')
  return (
    <Notice icon={MonitorSmartphone} title={t('elsewhere.title')}>
      <p>{t('elsewhere.text')}</p>
      <Command variant="primary" run={() => guest.goOnHere()}>
        {t('elsewhere.here')}
      </Command>
    </Notice>
  )
}

export function Cancelled({ page }: { page: GuestPage }) {
  const { t } = useTranslation('guest')
  const agent = page.appointment?.agent.name ?? ''
  return (
    <Notice icon={CalendarX} title={t('cancelled.title')}>
      <p>{t('cancelled.text', { agent, organisation: page.organisation.name })}</p>
    </Notice>
  )
}

export function NoLink() {
  const { t } = useTranslation('guest')
  return (
    <Notice icon={MailOpen} title={t('no_link.title')}>
      <p>{t('no_link.text')}</p>
    </Notice>
  )
}

/** Why the link does not work, in the server's words, and what to do. */
export function Refused({ refusal }: { refusal: Refusal | null }) {
  const { t, i18n } = useTranslation('guest')
  const said = useRef(i18n.language)
  useEffect(() => {
    if (said.current === i18n.language) return
    said.current = i18n.language
    void guest.refresh()
  }, [i18n.language])
  const code = refusal?.code
  const known = code === 'link_expired' || code === 'link_withdrawn' || code === 'link_unknown'
  return (
    <Notice icon={Link2Off} title={t(known ? `refused.${code}` : 'refused.other')}>
      {refusal && <p>{refusal.message}</p>}
      <p>{t('refused.help')}</p>
    </Notice>
  )
}

export function Unreachable() {
  const { t } = useTranslation('guest')
  return (
    <Notice icon={WifiOff} title={t('unreachable.title')}>
      <p>{t('unreachable.text')}</p>
    </Notice>
  )
}

/** One message on a page that has nothing else. */
function Notice({ icon: Icon, title, children }: { icon: LucideIcon; title: string; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <div className={styles.notice}>
      <span className={styles.medal} aria-hidden>
        <Icon size="2.25rem" strokeWidth={1.75} />
      </span>
      <h1 ref={heading} tabIndex={-1} className={styles.title}>
        {title}
      </h1>
      {children}
    </div>
  )
}

interface CommandProps {
  run: () => Promise<void>
  variant?: 'primary' | 'secondary'
  children: string
}

/** A button that says why it did not work. */
function Command({ run, variant = 'secondary', children }: CommandProps) {
  const [busy, setBusy] = useState(false)
  return (
    <Button
      variant={variant}
      isPending={busy}
      onPress={() => {
        setBusy(true)
        run()
          .catch((error: Error) => toast(error.message, { tone: 'danger' }))
          .finally(() => setBusy(false))
      }}
    >
      {children}
    </Button>
  )
}
