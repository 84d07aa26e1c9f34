import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AdministrationFrame } from '@/features/administration'
import { UnsavedChanges } from '@/features/profile'
import type { BrandingFace, BrandingPalette, Branding as SavedBranding } from '@/protocol/types'
import { Button, Card, FetchFault, Form, Skeleton, SubmitButton, TextField, toast, useDebounced } from '@/ui'
import styles from '../Branding.module.css'
import { changesOf, type Fields, fieldsOf, isChanged } from '../branding_fields'
import { ColourCard } from '../ColourCard'
import { colourOf } from '../colour'
import { InvitationCard } from '../InvitationCard'
import { LogoCard } from '../LogoCard'
import { keepBranding, saveBranding, useBranding, usePalette } from '../queries'

/** ADM-2: how the organisation shows itself to visitors and clients. */
export default function Branding() {
  const { t } = useTranslation(['branding', 'common'])
  const { data, error, refetch } = useBranding()
  return (
    <AdministrationFrame title={t('title')} intro={t('intro')} wide>
      <FetchFault error={error} retry={refetch} title={t('failed')} />
      {!data && !error && <Skeleton rows={3} shape="tile" />}
      {data && (
        <>
          <LogoCard face={data.face} />
          <BrandingForm saved={data} />
        </>
      )}
    </AdministrationFrame>
  )
}

function BrandingForm({ saved }: { saved: SavedBranding }) {
  const { t } = useTranslation(['branding', 'common'])
  const queries = useQueryClient()
  const [fields, setFields] = useState<Fields>(() => fieldsOf(saved))
  const dirty = isChanged(fields, saved)
  const change = (changed: Partial<Fields>) => setFields((before) => ({ ...before, ...changed }))
  const palette = usePalette(colourOf(useDebounced(fields.colour, 150))).data
  const face = withColours(saved.face, palette)
  const sender = fields.sender_name.trim() || saved.face.name

  async function save() {
    const changed = await saveBranding(changesOf(fields, saved))
    keepBranding(queries, changed)
    setFields(fieldsOf(changed))
    toast(t('saved'))
  }

  return (
    <>
      <Form onSubmit={save}>
        <ColourCard
          value={fields.colour}
          onChange={(colour) => change({ colour })}
          palette={palette}
          face={face}
        />
        <Card title={t('sender.title')}>
          <TextField
            label={t('sender.label')}
            name="sender_name"
            description={t('sender.help', { organisation: saved.face.name })}
            value={fields.sender_name}
            onChange={(sender_name) => change({ sender_name })}
            maxLength={60}
            autoComplete="off"
            className={styles.narrow ?? ''}
          />
        </Card>
        <InvitationCard
          language="nl"
          value={fields.invitation_nl}
          standard={saved.default_invitation_nl}
          onChange={(invitation_nl) => change({ invitation_nl })}
          sender={sender}
          face={face}
        />
        <InvitationCard
          language="en"
          value={fields.invitation_en}
          standard={saved.default_invitation_en}
          onChange={(invitation_en) => change({ invitation_en })}
          sender={sender}
          face={face}
        />
        <div className={styles.save}>
          <SubmitButton>{t('common:save')}</SubmitButton>
          {dirty && (
            <>
              <Button variant="quiet" onPress={() => setFields(fieldsOf(saved))}>
                {t('common:undo')}
              </Button>
              <span className={styles.small}>{t('unsaved')}</span>
            </>
          )}
        </div>
      </Form>
      <UnsavedChanges dirty={dirty} />
    </>
  )
}

/** The face with the colours that are being chosen. */
function withColours(face: BrandingFace, palette: BrandingPalette | undefined): BrandingFace {
  if (palette === undefined) return face
  const { light, dark } = palette
  return {
    ...face,
    colour: light.colour,
    on_colour: light.on_colour,
    strong: light.strong,
    soft: light.soft,
    dark_colour: dark.colour,
    on_dark: dark.on_colour,
    dark_strong: dark.strong,
    dark_soft: dark.soft,
  }
}
