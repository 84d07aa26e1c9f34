import { useTranslation } from 'react-i18next'
import { Button, useStore } from '@/ui'
import { dayInWords } from './free_hours'
import { Sheet } from './Sheet'
import styles from './Visit.module.css'
import type { Visit, VisitState } from './visit'

interface VisitWordsProps {
  phase: 'lost' | 'unreachable' | 'left' | 'over'
  left: VisitState['left']
  visit: Visit
  onClose: () => void
}

/** The last screens, and those on which nothing can be begun. */
export function VisitWords({ phase, left, visit, onClose }: VisitWordsProps) {
  const { t } = useTranslation(['visit', 'common'])
  const { planned } = useStore(visit.now)
  const [title, text] =
    phase === 'left'
      ? ([`left.${left}`, `left.${left}_text`] as const)
      : ([`${phase}.title`, `${phase}.text`] as const)
  return (
    <Sheet key={phase} title={t(title)}>
      {phase === 'left' && left === 'appointment' && planned && <When planned={planned} />}
      <p className={styles.text}>{t(text, { email: planned?.email })}</p>
      <div className={styles.ways}>
        {phase === 'over' && (
          <Button fullWidth onPress={() => void visit.again()}>
            {t('over.again')}
          </Button>
        )}
        {phase === 'unreachable' && (
          <Button fullWidth variant="primary" onPress={() => void visit.again()}>
            {t('common:retry')}
          </Button>
        )}
        {(phase === 'over' || phase === 'left') && (
          <Button fullWidth variant="primary" onPress={onClose}>
            {t('over.close')}
          </Button>
        )}
      </div>
    </Sheet>
  )
}

function When({ planned: { day, starts, ends } }: { planned: NonNullable<VisitState['planned']> }) {
  const { t, i18n } = useTranslation('visit')
  return (
    <p className={styles.when}>{t('plan.from', { day: dayInWords(day, i18n.language), starts, ends })}</p>
  )
}
