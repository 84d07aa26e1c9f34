import { Headset, LogOut, MicOff, X } from 'lucide-react'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { type ConferenceSnapshot, conference } from '@/state/conference'
import { Button, IconButton, LinkButton, useStore } from '@/ui'
import styles from './ConferenceBar.module.css'
import { MicrophoneButton } from './OwnPart'

/** On all other pages: that this computer takes part in a conference, and the way back (CNF-7). */
export function ConferenceBar() {
  const [path] = useLocation()
  const snapshot = useStore(conference.snapshot)
  if (snapshot.phase === 'idle' || path === `/conferenties/${snapshot.place?.id}`) return null
  return (
    // Its texts are fetched when somebody takes part; meanwhile the page stays as it is.
    <Suspense fallback={null}>
      <Bar snapshot={snapshot} />
    </Suspense>
  )
}

function Bar({ snapshot }: { snapshot: ConferenceSnapshot }) {
  const { t } = useTranslation(['conferences', 'common'])
  const { phase, place, problem, muted } = snapshot
  return (
    <section aria-label={t('bar.label')} className={styles.bar}>
      <p role="status" className={styles.words}>
        <Headset aria-hidden size="1.25em" className={styles.icon} />
        <span>
          <span className={styles.name}>{place?.name}</span>
          {phase === 'failed' && problem && ` · ${t(`problem.${problem}`)}`}
          {(phase === 'asking' || phase === 'connecting') && ` · ${t('join.connecting')}`}
        </span>
        {phase === 'in' && muted && (
          <span className={styles.muted}>
            <MicOff aria-hidden size="1.1em" />
            {t('participant.muted')}
          </span>
        )}
      </p>
      <div className={styles.buttons}>
        <LinkButton href={`/conferenties/${place?.id ?? ''}`}>{t('bar.back')}</LinkButton>
        {phase === 'in' && <MicrophoneButton snapshot={snapshot} />}
        {phase === 'failed' ? (
          <IconButton label={t('common:close')} icon={X} onPress={() => conference.dismiss()} />
        ) : (
          <Button icon={LogOut} onPress={() => conference.leave()}>
            {t('join.leave')}
          </Button>
        )}
      </div>
    </section>
  )
}
