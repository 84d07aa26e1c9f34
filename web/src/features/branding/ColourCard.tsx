import { useTranslation } from 'react-i18next'
import type { BrandingFace, BrandingPalette } from '@/protocol/types'
import { Banner, Card, TextField } from '@/ui'
import styles from './Branding.module.css'
import { colourOf } from './colour'
import { GuestPreview } from './GuestPreview'

interface ColourCardProps {
  value: string
  onChange: (value: string) => void
  palette: BrandingPalette | undefined
  /** With the colours that the chosen one becomes. */
  face: BrandingFace
}

/** ADM-2: the house colour, whether everybody can read it, and how guests see it. */
export function ColourCard({ value, onChange, palette, face }: ColourCardProps) {
  const { t } = useTranslation('branding')
  const colour = colourOf(value)
  return (
    <Card title={t('colour.title')} intro={t('colour.intro')}>
      <div className={styles.colour}>
        <TextField
          label={t('colour.label')}
          name="colour"
          description={t('colour.help')}
          value={value}
          onChange={onChange}
          maxLength={7}
          spellCheck="false"
          autoCapitalize="none"
          autoComplete="off"
          after={
            <input
              type="color"
              aria-label={t('colour.pick')}
              className={styles.picker}
              value={colour ?? '#000000'}
              onChange={({ target }) => onChange(target.value)}
            />
          }
        />
      </div>
      {colour === null && value.trim() !== '' && <Banner tone="warn">{t('colour.unknown')}</Banner>}
      {colour !== null && palette && <Verdict palette={palette} />}
      <GuestPreview face={face} />
    </Card>
  )
}

function Verdict({ palette }: { palette: BrandingPalette }) {
  const { t } = useTranslation('branding')
  const { adjusted, chosen, light, dark } = palette
  if (!adjusted) {
    return (
      <Banner tone="ok" title={t('colour.good')}>
        {t('colour.good_text', { dark: dark.colour })}
      </Banner>
    )
  }
  return (
    <Banner tone="warn" title={t('colour.adjusted', { colour: chosen })}>
      {t('colour.adjusted_text', { light: light.colour, dark: dark.colour })}
    </Banner>
  )
}
