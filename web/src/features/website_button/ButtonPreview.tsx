import { Video } from 'lucide-react'
import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { colourOf, textOn } from '@/features/branding/colour'
import type { Choices } from './button_fields'
import styles from './WebsiteButtons.module.css'

/** How the button will look in the corner of a page. */
export function ButtonPreview({ choices, houseColour }: { choices: Choices; houseColour: string }) {
  const { t, i18n } = useTranslation('website_button')
  const { language, position, text_nl, text_en } = choices
  const colour = colourOf(choices.colour) ?? houseColour
  const shown = language === 'auto' ? i18n.language : language
  const look = { '--button': colour, '--on-button': textOn(colour) } as CSSProperties
  return (
    <div className={styles.preview} role="img" aria-label={t('preview')} data-position={position}>
      <span className={styles.lines} />
      <span className={styles.pill} style={look}>
        <Video aria-hidden size="1.4em" /> {shown === 'en' ? text_en : text_nl}
      </span>
    </div>
  )
}
