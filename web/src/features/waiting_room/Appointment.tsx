import { Video } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDay } from '@/i18n/format'
import type { Person, WaitingAppointment, WaitingGuest } from '@/protocol/types'
import { call } from '@/state/call'
import { Badge, Button, classNames, toast, useNow, useStore } from '@/ui'
import { startAppointment } from './commands'
import { GuestMessages } from './GuestMessages'
import { GuestReport } from './GuestReport'
import { dateInWords, timeInWords } from './guest/when'
import { waitingOf } from './room'
import styles from './WaitingRoom.module.css'

/** An appointment in the waiting room: its hour, its guests, and Start gesprek as soon as one of them is there. */
export function Appointment({ appointment }: { appointment: WaitingAppointment }) {
  const { t } = useTranslation('waiting_room')
  const heading = useId()
  const { id, subject, note, starts_at, ends_at, urgent, guests } = appointment
  const waiting = waitingOf(guests)
  const now = useNow(60_000)
  const today = dateInWords(starts_at) === dateInWords(new Date(now))
  return (
    <li
      className={classNames(styles.appointment, waiting.length > 0 && styles.ready)}
      aria-labelledby={heading}
    >
      <div className={styles.head}>
        <p className={styles.hour}>
          {!today && <span>{formatDay(starts_at)} </span>}
          <time dateTime={starts_at}>{timeInWords(starts_at)}</time>–
          <time dateTime={ends_at}>{timeInWords(ends_at)}</time>
          {urgent && <Badge tone="warn">{t('urgent')}</Badge>}
        </p>
        <h2 id={heading} className={styles.names}>
          {guests.map(({ name }) => name).join(', ')}
        </h2>
        <p className={styles.subject}>{subject}</p>
        {note && <p className={styles.words}>{t('note', { note })}</p>}
      </div>
      <ul role="list" className={styles.guests}>
        {guests.map((guest) => (
          <Guest key={guest.id} guest={guest} named={guests.length > 1} />
        ))}
      </ul>
      <div className={styles.act}>
        <Start id={id} waiting={waiting} heading={heading} inCall={guests.some(({ in_call }) => in_call)} />
      </div>
      {guests.map((guest) => (
        <div key={guest.id} className={styles.more}>
          <GuestReport guest={guest} named={guests.length > 1} />
          <GuestMessages appointment={id} guest={guest} />
        </div>
      ))}
    </li>
  )
}

function Guest({ guest, named }: { guest: WaitingGuest; named: boolean }) {
  const { t } = useTranslation('waiting_room')
  const there = guest.arrived_at !== null
  return (
    <li className={styles.guest}>
      {/* A shape as well as a colour: a full disc, or an empty ring. */}
      <span aria-hidden className={classNames(styles.dot, (there || guest.in_call) && styles.there)} />
      {named && <span className={styles.guestName}>{guest.name}</span>}
      <Presence guest={guest} />
      {guest.telephone && !guest.in_call && (
        <span className={styles.subject}>
          {t(`telephone.${guest.telephone.state}`, { number: guest.telephone.number })}
        </span>
      )}
    </li>
  )
}

function Presence({ guest: { arrived_at, in_call } }: { guest: WaitingGuest }) {
  const { t } = useTranslation('waiting_room')
  const now = useNow(20_000, arrived_at !== null)
  if (in_call) return <span>{t('in_call')}</span>
  if (arrived_at === null) return <span>{t('away')}</span>
  const minutes = Math.floor((now - Date.parse(arrived_at)) / 60_000)
  return (
    <span>
      {t('there')} · {minutes < 1 ? t('since_now') : t('since', { count: minutes })}
    </span>
  )
}

interface StartProps {
  id: string
  waiting: WaitingGuest[]
  heading: string
  inCall: boolean
}

function Start({ id, waiting, heading, inCall }: StartProps) {
  const { t } = useTranslation('waiting_room')
  const [busy, setBusy] = useState(false)
  const phase = useStore(call.snapshot, (snapshot) => snapshot.phase)
  const about = useStore(call.snapshot, (snapshot) => snapshot.room?.about ?? null)
  if (waiting.length === 0) return null
  const talking = phase !== 'idle' && phase !== 'ended'
  // Who comes late to the call of this screen is shown in it (LateGuests).
  if (talking && about === id) return null
  if (talking) {
    const names = new Intl.ListFormat(document.documentElement.lang).format(waiting.map(({ name }) => name))
    return <p className={styles.subject}>{t('start_busy', { names })}</p>
  }
  const start = () => {
    // The call goes on on another device of the agent.
    if (inCall) {
      setBusy(true)
      startAppointment(id)
        .catch((error: Error) => toast(error.message, { tone: 'danger' }))
        .finally(() => setBusy(false))
    } else void call.startBy(waiting.map(personOf), 'video', () => startAppointment(id))
  }
  return (
    <Button variant="accept" icon={Video} isPending={busy} onPress={start} aria-describedby={heading}>
      {t('start')}
    </Button>
  )
}

/** A guest as the screens of a call show people. */
function personOf({ id, name }: WaitingGuest): Person {
  return { id, name, photo: null, function: '', role: 'guest', extension: '', organisation_id: id }
}
