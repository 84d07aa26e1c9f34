import { useTranslation } from 'react-i18next'
import type { GuestPage } from '@/protocol/types'
import { live } from '@/state/live'
import { Avatar, Banner, useNow, useStore } from '@/ui'
import { canCall } from './browser'
import { CallMe } from './CallMe'
import { DeviceCheck } from './DeviceCheck'
import { guest, hostOf } from './guest_page'
import { Messages } from './Messages'
import { OwnPreview } from './OwnPreview'
import { Unsupported } from './Unsupported'
import styles from './Waiting.module.css'
import { dateInWords, isAbroad, timeInWords, timeLeft } from './when'

/** The waiting room as the guest sees it: with whom and when, how long still, himself, and whether all works (WAI-1). */
export function Waiting({ page }: { page: GuestPage | null }) {
  const { t } = useTranslation('guest')
  const agent = hostOf(page)?.name ?? ''
  return (
    <div className={styles.page}>
      <section className={styles.words} aria-label={t(page?.invitation ? 'title_call' : 'title')}>
        {page ? <Occasion page={page} /> : <p role="status">{t('loading')}</p>}
      </section>
      <div className={styles.picture}>
        {canCall() ? <OwnPreview agent={agent} /> : <Unsupported />}
        {page?.can_be_called && <CallMe />}
      </div>
      {page && (
        <div className={styles.below}>
          {canCall() && <DeviceCheck />}
          {page.state === 'open' && page.appointment && <Messages page={page} />}
        </div>
      )}
    </div>
  )
}

/** What the guest comes for, and who is there for him. */
function Occasion({ page }: { page: GuestPage }) {
  const agent = hostOf(page)
  if (agent === undefined) return null
  return (
    <>
      <div className={styles.agent}>
        <Avatar person={agent} size="l" />
        <div>
          <p className={styles.name}>{agent.name}</p>
          {agent.function && <p className={styles.quiet}>{agent.function}</p>}
        </div>
      </div>
      {page.appointment ? (
        <Appointment appointment={page.appointment} />
      ) : (
        <Invitation page={page} agent={agent.name} />
      )}
      <State page={page} agent={agent.name} />
    </>
  )
}

/** Asked into a call that goes on, by a link (CAL-11). */
function Invitation({ page: { person, invitation }, agent }: { page: GuestPage; agent: string }) {
  const { t } = useTranslation('guest')
  return (
    <>
      <h1 className={styles.title}>{t('invited.title', { name: person.name, agent })}</h1>
      <p>{t('invited.text', { agent })}</p>
      {invitation && (
        <p className={styles.quiet}>{t('invited.until', { time: timeInWords(invitation.until) })}</p>
      )}
    </>
  )
}

function Appointment({ appointment }: { appointment: NonNullable<GuestPage['appointment']> }) {
  const { t } = useTranslation('guest')
  const { agent, starts_at, subject } = appointment
  const said = { agent: agent.name, date: dateInWords(starts_at), time: timeInWords(starts_at) }
  return (
    <>
      <h1 className={styles.title}>{t('waiting', said)}</h1>
      {isAbroad(starts_at) && <p className={styles.quiet}>{t('dutch_time')}</p>}
      {subject && (
        <p className={styles.quiet}>
          {t('subject')}: {subject}
        </p>
      )}
      <TimeLeft startsAt={starts_at} />
    </>
  )
}

/** How long still, by the server's clock. */
function TimeLeft({ startsAt }: { startsAt: string }) {
  const { t } = useTranslation('guest')
  const ahead = useStore(guest.now, (now) => now.ahead)
  const now = useNow(1_000)
  const left = timeLeft(Date.parse(startsAt) - now - ahead)
  const words = () => {
    switch (left.key) {
      case 'hours':
        return t('left.hours', { hours: left.hours, minutes: left.minutes })
      case 'days':
      case 'whole_hours':
      case 'minutes':
        return t(`left.${left.key}`, { count: left.count })
      default:
        return t(`left.${left.key}`)
    }
  }
  return (
    <p className={styles.left} role="timer" aria-live="off">
      {words()}
    </p>
  )
}

/** Whether the agent knows that the guest is there, and what he waits for. */
function State({ page, agent }: { page: GuestPage; agent: string }) {
  const { t } = useTranslation('guest')
  const { lost, called } = useStore(guest.now)
  const status = useStore(live.status)
  if (page.state === 'early') return <Early page={page} />
  if (called) return <Banner tone="ok">{t('called', { agent })}</Banner>
  if (lost) return <Banner tone="warn">{t('lost', { agent })}</Banner>
  if (status === 'waiting') return <Banner tone="warn">{t('offline')}</Banner>
  if (page.invitation?.full) return <Banner tone="info">{t('invited.full', { agent })}</Banner>
  if (page.agent_busy) return <Banner tone="info">{t('busy', { agent })}</Banner>
  return <Banner tone="ok">{status === 'open' ? t('known', { agent }) : t('connecting')}</Banner>
}

function Early({ page }: { page: GuestPage }) {
  const { t } = useTranslation('guest')
  const date = dateInWords(page.opens_at)
  const time = timeInWords(page.opens_at)
  const today = date === dateInWords(page.now)
  return (
    <Banner tone="info">
      {today ? t('early', { time }) : t('early_day', { date, time })} {t('early_test')}
    </Banner>
  )
}
