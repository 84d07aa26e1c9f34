import { Copy, Link, Link2Off } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Room, RoomLink } from '@/protocol/types'
import { Badge, Banner, Button, copyText, DialogActions, Form, SubmitButton, TextField, toast } from '@/ui'
import styles from './ByLink.module.css'
import { useMakeLink, useRoomLinks, useWithdraw } from './queries'
import { type LinkState, stateOf } from './room_links'

/** The way to bring in somebody without an account, beside colleagues and telephones (CAL-11). */
export function OfferLink({ onPress }: { onPress: () => void }) {
  const { t } = useTranslation('room_links')
  return (
    <div className={styles.offer}>
      <span>{t('offer.text')}</span>
      <Button icon={Link} onPress={onPress}>
        {t('offer.open')}
      </Button>
    </div>
  )
}

interface ByLinkProps {
  room: Room
  onBack: () => void
  onClose: () => void
}

/** Makes a link into this call, and shows those that there are (CAL-11). */
export function ByLink({ room, onBack, onClose }: ByLinkProps) {
  const { t } = useTranslation(['room_links', 'common'])
  const { data: links, error } = useRoomLinks(room.id)
  const make = useMakeLink(room.id)
  const [made, setMade] = useState<string | null>(null)
  const newest = links?.find(({ id }) => id === made)
  const others = links?.filter(({ id }) => id !== made) ?? []

  async function submit({ name = '', email = '' }: Record<string, string>) {
    setMade(await make(name, email))
  }
  return (
    <>
      {newest ? (
        <Made link={newest} room={room} />
      ) : (
        <>
          <p>{t('intro')}</p>
          <Form onSubmit={submit}>
            <TextField
              label={t('name')}
              name="name"
              autoComplete="off"
              maxLength={140}
              isRequired
              autoFocus
            />
            <TextField
              label={t('email')}
              description={t('email_about')}
              name="email"
              type="email"
              inputMode="email"
              autoComplete="off"
              autoCapitalize="none"
              maxLength={254}
            />
            <SubmitButton>{t('make')}</SubmitButton>
          </Form>
        </>
      )}
      {error && <Banner tone="danger">{error.message}</Banner>}
      {others.length > 0 && (
        <section className={styles.others} aria-label={t('others')}>
          <h3 className={styles.title}>{t('others')}</h3>
          <ul role="list" className={styles.links}>
            {others.map((link) => (
              <li key={link.id} className={styles.link}>
                <strong className={styles.name}>{link.name}</strong>
                <States link={link} room={room} />
                <Acts link={link} room={room} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <DialogActions>
        {newest ? (
          <Button onPress={() => setMade(null)}>{t('another')}</Button>
        ) : (
          <Button onPress={onBack}>{t('back')}</Button>
        )}
        <Button variant={newest ? 'primary' : 'secondary'} onPress={onClose}>
          {t(newest ? 'to_call' : 'common:cancel')}
        </Button>
      </DialogActions>
    </>
  )
}

interface OfLink {
  link: RoomLink
  room: Room
}

/** The link that has just been made, whole, so that it can also be copied by hand or read out. */
function Made({ link, room }: OfLink) {
  const { t } = useTranslation('room_links')
  const { name, email, url } = link
  return (
    <div className={styles.made}>
      <Banner tone="ok" title={t('made', { name })}>
        {t(email ? 'made_mailed' : 'made_copy', { name, email })} {t('made_then', { name })}
      </Banner>
      <TextField label={t('url')} value={url} isReadOnly />
      <States link={link} room={room} />
      <Acts link={link} room={room} />
    </div>
  )
}

const TONES = { unopened: 'neutral', here: 'ok', inside: 'ok' } as const satisfies Record<LinkState, string>
const MAIL_TONES = { queued: 'brand', sent: 'ok', refused: 'danger' } as const

/** Whether the guest is there, and what became of the mail. */
function States({ link, room }: OfLink) {
  const { t } = useTranslation('room_links')
  const { mail_state, mail_reason, mail_said } = link
  const state = stateOf(link, room)
  return (
    <p className={styles.states} role="status">
      <Badge tone={TONES[state]}>{t(`state.${state}`)}</Badge>
      {mail_state !== 'none' && <Badge tone={MAIL_TONES[mail_state]}>{t(`mail.${mail_state}`)}</Badge>}
      {mail_reason && <span>{t(`mail.${mail_reason}`, { said: mail_said })}</span>}
    </p>
  )
}

function Acts({ link, room }: OfLink) {
  const { t } = useTranslation('room_links')
  const withdraw = useWithdraw(room.id)
  const [busy, setBusy] = useState(false)
  const { name, url } = link
  const copy = async () => {
    const copied = await copyText(url)
    if (copied) toast(t('copied', { name }))
    else toast(t('copy_failed'), { tone: 'danger' })
  }
  const end = () => {
    setBusy(true)
    withdraw(link)
      .then(
        () => toast(t('withdrawn', { name })),
        (error: Error) => toast(error.message, { tone: 'danger' }),
      )
      .finally(() => setBusy(false))
  }
  return (
    <div className={styles.acts}>
      <Button icon={Copy} onPress={() => void copy()}>
        {t('copy')}
      </Button>
      <Button variant="quiet" icon={Link2Off} isPending={busy} onPress={end}>
        {t('withdraw')}
      </Button>
    </div>
  )
}
