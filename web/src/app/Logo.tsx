import { useTranslation } from 'react-i18next'
import styles from './Logo.module.css'

/** The mark and the name of the product: two people who look at each other make one eye. */
export function Logo() {
  const { t } = useTranslation('shell')
  return (
    <span className={styles.logo}>
      <img src="/icon.svg" alt="" width="36" height="36" />
      <span>{t('product')}</span>
    </span>
  )
}
