import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { availability } from '@/state/availability'
import { classNames, useStore } from '@/ui'
import { AvailabilitySwitch, useOffline } from './AvailabilitySwitch'
import styles from './Slider.module.css'

/** The slider in the corner of every page (PRE-4). */
export function CornerSlider() {
  const { t } = useTranslation('desk')
  const id = useId()
  const offline = useOffline()
  const available = useStore(availability, (current) => current.available)
  return (
    <section
      aria-label={t('availability.corner')}
      className={classNames(styles.corner, available && styles.available)}
    >
      <AvailabilitySwitch about={id} />
      <p id={id} className={styles.short}>
        {t(
          offline
            ? 'availability.offline_short'
            : available
              ? 'availability.short_on'
              : 'availability.short_off',
        )}
      </p>
    </section>
  )
}
