import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { availability } from '@/state/availability'
import { classNames, useStore } from '@/ui'
import { AvailabilitySwitch, useOffline } from './AvailabilitySwitch'
import styles from './Slider.module.css'

/** The slider in the middle of Start, with what it does (PRE-4, DSK-1). */
export function AvailabilityCard() {
  const { t } = useTranslation('desk')
  const id = useId()
  const offline = useOffline()
  const available = useStore(availability, (current) => current.available)
  return (
    <section
      aria-label={t('availability.title')}
      className={classNames(styles.card, available && styles.available)}
    >
      <h2 className={styles.title}>{t('availability.title')}</h2>
      <AvailabilitySwitch about={id} />
      <p id={id} className={styles.about}>
        {offline
          ? t('availability.offline')
          : t(available ? 'availability.about_on' : 'availability.about_off')}
      </p>
    </section>
  )
}
