import { AudioLines, Mic, MicOff, Phone, Play, UserMinus, Volume1, Volume2 } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConferenceParticipant } from '@/protocol/types'
import { conference } from '@/state/conference'
import { Avatar, Badge, Button, ConfirmDialog, classNames, toast, useStore } from '@/ui'
import styles from './ParticipantRow.module.css'
import { Since } from './Since'
import { playName } from './spoken_name'
import type { Steering } from './use_steering'

/** The most steps of loudness, both ways from zero. */
const STEPS = 6

interface ParticipantRowProps {
  account: string
  participant: ConferenceParticipant
  steering: Steering
}

/** Somebody in the conference, and what a moderator can do for or with him. */
export function ParticipantRow({ account, participant, steering }: ParticipantRowProps) {
  const { t } = useTranslation('conferences')
  const heading = useId()
  const me = useStore(conference.snapshot, ({ participant }) => participant)
  const { id, kind, moderator, muted, talking, spoken, joined_at, invited } = participant
  const name = useNameOf(participant)
  return (
    <li className={classNames(styles.row, talking && styles.talking)} aria-labelledby={heading}>
      <span className={styles.face}>
        {kind === 'browser' ? (
          <Avatar person={{ name, photo: null }} />
        ) : (
          <span className={styles.telephone} aria-hidden>
            <Phone size="1.5rem" />
          </span>
        )}
      </span>
      <div className={styles.words}>
        <h3 id={heading} className={styles.name}>
          {name}
        </h3>
        <p className={styles.about}>
          {t(kind === 'browser' ? 'participant.computer' : 'participant.telephone')}
          {invited && `, ${t('participant.invited')}`}
          {' · '}
          <Present since={joined_at} />
        </p>
        <div className={styles.signs}>
          {talking && (
            <span className={styles.talks}>
              <AudioLines aria-hidden size="1.2em" />
              {t('participant.talking')}
            </span>
          )}
          {muted && (
            <span className={styles.silent}>
              <MicOff aria-hidden size="1.2em" />
              {t('participant.muted')}
            </span>
          )}
          {moderator && <Badge tone="brand">{t('participant.moderator')}</Badge>}
          {id === me && <Badge>{t('participant.you')}</Badge>}
        </div>
      </div>
      <Actions
        account={account}
        participant={participant}
        steering={steering}
        name={name}
        heading={heading}
        spoken={spoken}
      />
    </li>
  )
}

interface ActionsProps extends ParticipantRowProps {
  name: string
  heading: string
  spoken: boolean
}

function Actions({ account, participant, steering, name, heading, spoken }: ActionsProps) {
  const { t } = useTranslation('conferences')
  const [asking, setAsking] = useState(false)
  const { id, muted } = participant
  const mute = { do: 'mute', participant: id, muted: !muted } as const
  const play = () =>
    playName(account, id).catch(() => toast(t('participant.name_failed'), { tone: 'danger' }))
  return (
    <div className={styles.actions}>
      <Button
        icon={muted ? Mic : MicOff}
        aria-describedby={heading}
        isPending={steering.isPending(mute)}
        onPress={() => steering.press(mute)}
      >
        {t(muted ? 'participant.unmute' : 'participant.mute')}
      </Button>
      <Loudness participant={participant} name={name} steering={steering} />
      {spoken && (
        <Button variant="quiet" icon={Play} aria-describedby={heading} onPress={() => void play()}>
          {t('participant.play_name')}
        </Button>
      )}
      <Button
        variant="quiet"
        icon={UserMinus}
        aria-describedby={heading}
        aria-haspopup="dialog"
        onPress={() => setAsking(true)}
      >
        {t('participant.remove')}
      </Button>
      <ConfirmDialog
        title={t('participant.remove_title')}
        text={t('participant.remove_text', { who: name })}
        confirmLabel={t('participant.remove')}
        danger
        isOpen={asking}
        onConfirm={() => steering.carryOut({ do: 'remove', participant: id })}
        onClose={() => setAsking(false)}
      />
    </div>
  )
}

interface LoudnessProps {
  participant: ConferenceParticipant
  name: string
  steering: Steering
}

/** How loud somebody hears the others. */
function Loudness({ participant: { id, loudness }, name, steering }: LoudnessProps) {
  const { t } = useTranslation('conferences')
  const softer = { do: 'loudness', participant: id, by: -1 } as const
  const louder = { do: 'loudness', participant: id, by: 1 } as const
  return (
    <div role="group" aria-label={t('participant.volume_of', { who: name })} className={styles.loudness}>
      <Button
        variant="quiet"
        icon={Volume1}
        isDisabled={loudness <= -STEPS}
        isPending={steering.isPending(softer)}
        onPress={() => steering.press(softer)}
      >
        {t('participant.softer')}
      </Button>
      <output className={styles.level} aria-label={t('participant.volume')}>
        {loudness > 0 ? `+${loudness}` : loudness < 0 ? `−${-loudness}` : '0'}
      </output>
      <Button
        variant="quiet"
        icon={Volume2}
        isDisabled={loudness >= STEPS}
        isPending={steering.isPending(louder)}
        onPress={() => steering.press(louder)}
      >
        {t('participant.louder')}
      </Button>
    </div>
  )
}

function Present({ since }: { since: string }) {
  const { t } = useTranslation('conferences')
  const [before = '', after = ''] = t('participant.present', { time: '|' }).split('|')
  return (
    <span className={styles.present}>
      {before}
      <Since at={since} />
      {after}
    </span>
  )
}

function useNameOf({ kind, name, number }: ConferenceParticipant): string {
  const { t } = useTranslation('conferences')
  return kind === 'browser' ? name : number || t('participant.unknown')
}
