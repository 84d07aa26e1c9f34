import { Check } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { classNames } from './class_names'
import styles from './progress.module.css'

interface BarProps {
  label: string
  value: number
  max?: number
  /** The label is only read out. */
  hideLabel?: boolean
}

/** Work of which is known how far it is. */
export function ProgressBar({ label, value, max = 100, hideLabel }: BarProps) {
  return (
    <div className={styles.bar}>
      {!hideLabel && <span>{label}</span>}
      <progress className={styles.track} aria-label={label} value={value} max={max} />
    </div>
  )
}

/** A level between 0 and 1, such as the loudness of a voice. */
export function Meter({ label, value, hideLabel }: BarProps) {
  const level = Math.max(0, Math.min(1, value))
  return (
    <div className={styles.bar}>
      {!hideLabel && <span>{label}</span>}
      <meter className={styles.track} aria-label={label} value={level} min={0} max={1} />
    </div>
  )
}

/** Where somebody is in a conversation of several steps (ACC-5, CON-3). */
export function Steps({ steps, current }: { steps: string[]; current: number }) {
  const { t } = useTranslation('common')
  return (
    <ol role="list" className={styles.steps}>
      {steps.map((step, index) => (
        <li
          key={step}
          className={classNames(
            styles.step,
            index < current && styles.done,
            index === current && styles.current,
          )}
          {...(index === current ? { 'aria-current': 'step' as const } : {})}
        >
          <span className={styles.number} aria-hidden>
            {index < current ? <Check size="1em" strokeWidth={3} /> : index + 1}
          </span>
          <span>
            <span className={styles.hidden}>{t('step', { number: index + 1, count: steps.length })}: </span>
            {step}
          </span>
        </li>
      ))}
    </ol>
  )
}
