import { useTranslation } from 'react-i18next'
import type { BrandingFace } from '@/protocol/types'
import { Branded } from './Branded'
import styles from './Branding.module.css'
import { BrandLogo } from './BrandLogo'

/** The head of a guest's page and a button, light and dark: a picture, so nothing in it can be pressed. */
export function GuestPreview({ face }: { face: BrandingFace }) {
  const { t } = useTranslation('branding')
  return (
    <div className={styles.previews}>
      {(['light', 'dark'] as const).map((theme) => (
        <figure key={theme} className={styles.figure}>
          <Branded colours={face} theme={theme} className={styles.guest}>
            <div className={styles.guestHead}>
              <BrandLogo face={face} />
            </div>
            <div className={styles.guestBody}>
              <p>{t('guest.text')}</p>
              <span className={styles.likeButton}>{t('guest.button')}</span>
              <span className={styles.likeLink}>{t('guest.link')}</span>
            </div>
          </Branded>
          <figcaption>{t(`on_${theme}`)}</figcaption>
        </figure>
      ))}
    </div>
  )
}
