import { useTranslation } from 'react-i18next'
import { classNames } from './class_names'
import styles from './PresenceMark.module.css'

export interface ShownPresence {
  state: 'available' | 'busy' | 'dnd' | 'away' | 'offline'
  in_call: boolean
}

type Mark = ShownPresence['state'] | 'in_call'

/** Each state has a shape of its own: nobody has to tell green from red. */
const SHAPES: Record<Mark, string> = {
  available: 'M4 8.2 7 11l5-6',
  busy: 'M8 4v4.5M8 11.4v.2',
  dnd: 'M4 8h8',
  away: 'M8 4v4.4l2.8 1.6',
  in_call: 'M3.6 5.6h5.2v4.8H3.6zM9.4 7.4l3-1.8v4.8l-3-1.8',
  offline: 'M5 5l6 6M11 5l-6 6',
}

/** The mark of somebody's presence (PRE-1); `withText` writes the words beside it, else they are only read out. */
export function PresenceMark({
  presence,
  withText = false,
  className,
}: {
  presence: ShownPresence
  withText?: boolean
  className?: string
}) {
  const { t } = useTranslation('shell')
  const mark: Mark = presence.in_call && presence.state !== 'offline' ? 'in_call' : presence.state
  const drawing = (
    <svg
      viewBox="0 0 16 16"
      aria-hidden
      className={classNames(styles.mark, styles[mark], !withText && className)}
    >
      <circle cx="8" cy="8" r="7" className={styles.disc} />
      <path d={SHAPES[mark]} className={styles.shape} />
    </svg>
  )
  return withText ? (
    <span className={classNames(styles.withText, className)}>
      {drawing}
      {t(`presence.${mark}`)}
    </span>
  ) : (
    <>
      {drawing}
      <span className={styles.hidden}>{t(`presence.${mark}`)}</span>
    </>
  )
}
