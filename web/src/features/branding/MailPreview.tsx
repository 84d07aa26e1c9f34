import { useTranslation } from 'react-i18next'
import type { BrandingFace, InvitationPreview, Language } from '@/protocol/types'
import { Branded } from './Branded'
import styles from './Branding.module.css'
import { BrandLogo } from './BrandLogo'

interface MailPreviewProps {
  preview: InvitationPreview
  language: Language
  sender: string
  face: BrandingFace
}

/**
 * The invitation as its receiver sees it, drawn from its parts: the HTML of the mail has styles in it, which the policy of
 * the site allows nowhere, and words of an organisation are never markup of ours.
 */
export function MailPreview({ preview, language, sender, face }: MailPreviewProps) {
  const { t } = useTranslation('branding')
  return (
    <section aria-label={t(`mail.preview_${language}`)} className={styles.mail}>
      <dl className={styles.heads}>
        <dt>{t('mail.from')}</dt>
        <dd>{sender}</dd>
        <dt>{t('mail.subject')}</dt>
        <dd lang={language}>{preview.subject}</dd>
      </dl>
      <Branded colours={face} className={styles.desk}>
        <div lang={language} className={styles.sheet}>
          <BrandLogo face={face} />
          <p className={styles.mailTitle}>{preview.subject}</p>
          {preview.paragraphs.map((paragraph, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs have no other name than their place
            <p key={place} className={styles.paragraph}>
              {paragraph}
            </p>
          ))}
          <p>
            <span className={styles.likeButton}>{preview.button}</span>
          </p>
        </div>
      </Branded>
    </section>
  )
}
