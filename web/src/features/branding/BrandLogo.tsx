import type { BrandingFace } from '@/protocol/types'
import styles from './BrandLogo.module.css'

/** The logo of an organisation, or its name in words; on a white plate where the page is dark. */
export function BrandLogo({ face }: { face: BrandingFace }) {
  const { name, logo_url, logo_width, logo_height } = face
  if (logo_url === null) return <span className={styles.name}>{name}</span>
  return (
    <img
      src={logo_url}
      alt={name}
      className={styles.logo}
      // Their proportions alone: the page keeps room before the file is there.
      {...(logo_width && logo_height ? { width: logo_width, height: logo_height } : {})}
    />
  )
}
