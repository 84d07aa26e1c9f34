import { Circle, CircleCheck, CircleDashed, CircleX } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, Card, classNames, ProgressBar } from '@/ui'
import { type Progress, STEPS, type StepState } from './measure'
import styles from './Running.module.css'

const ICONS = { waiting: Circle, running: CircleDashed, done: CircleCheck, failed: CircleX }

const WEIGHT: Record<StepState, number> = { waiting: 0, running: 0.4, done: 1, failed: 1 }

/** How far the test is, step by step. */
export function Running({ progress, onStop }: { progress: Progress; onStop: () => void }) {
  const { t } = useTranslation(['connection_test', 'common'])
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const value = STEPS.reduce((sum, step) => sum + WEIGHT[progress[step]], 0)
  return (
    <Card>
      <h2 ref={heading} tabIndex={-1} className={styles.heading}>
        {t('running')}
      </h2>
      <p>{t('running_text')}</p>
      <ProgressBar label={t('progress')} value={value} max={STEPS.length} hideLabel />
      <ol role="list" className={styles.steps}>
        {STEPS.map((step) => {
          const state = progress[step]
          const Icon = ICONS[state]
          return (
            <li key={step} className={classNames(styles.step, styles[state])}>
              <Icon aria-hidden className={styles.icon} size="1.4em" />
              <span className={styles.name}>{t(`step.${step}`)}</span>
              <span className={styles.state}>{t(`state.${state}`)}</span>
            </li>
          )
        })}
      </ol>
      <div>
        <Button onPress={onStop}>{t('common:cancel')}</Button>
      </div>
    </Card>
  )
}
