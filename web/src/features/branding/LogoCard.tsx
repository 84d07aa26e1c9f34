import { useQueryClient } from '@tanstack/react-query'
import { ImagePlus, Trash2 } from 'lucide-react'
import { type DragEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BrandingFace } from '@/protocol/types'
import { Banner, Button, Card, ConfirmDialog, classNames, toast } from '@/ui'
import styles from './Branding.module.css'
import { BrandLogo } from './BrandLogo'
import { ACCEPTED, faultOf, removeLogo, uploadLogo } from './logo_upload'
import { keepBranding } from './queries'

/** ADM-2: the logo: choose or drag one, see it on light and dark, take it away. It is kept at once. */
export function LogoCard({ face }: { face: BrandingFace }) {
  const { t } = useTranslation('branding')
  const queries = useQueryClient()
  const [over, setOver] = useState(false)
  const [sending, setSending] = useState(false)
  const [removing, setRemoving] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const input = useRef<HTMLInputElement>(null)

  async function choose(file: File | undefined) {
    if (file === undefined || sending) return
    const unusable = faultOf(file)
    setFault(unusable && t(`logo.${unusable}`))
    if (unusable) return
    setSending(true)
    try {
      keepBranding(queries, await uploadLogo(file))
      toast(t('logo.saved'))
    } catch (error) {
      setFault((error as Error).message)
    } finally {
      setSending(false)
    }
  }

  async function remove() {
    keepBranding(queries, await removeLogo())
    setFault(null)
    toast(t('logo.removed'))
  }

  const drop = {
    onDragOver: (event: DragEvent) => {
      event.preventDefault()
      setOver(true)
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault()
      setOver(false)
      void choose(event.dataTransfer.files[0])
    },
  }

  return (
    <Card title={t('logo.title')} intro={t('logo.intro')}>
      {fault && <Banner tone="danger">{fault}</Banner>}
      <div className={classNames(styles.drop, over && styles.over)} {...drop}>
        {face.logo_url !== null && (
          <div className={styles.plates}>
            {(['light', 'dark'] as const).map((theme) => (
              <figure key={theme} className={styles.plate} data-theme={theme}>
                <BrandLogo face={face} />
                <figcaption>{t(`on_${theme}`)}</figcaption>
              </figure>
            ))}
          </div>
        )}
        <div className={styles.ways}>
          <Button icon={ImagePlus} isPending={sending} onPress={() => input.current?.click()}>
            {t(face.logo_url === null ? 'logo.choose' : 'logo.replace')}
          </Button>
          {face.logo_url !== null && (
            <Button variant="quiet" icon={Trash2} aria-haspopup="dialog" onPress={() => setRemoving(true)}>
              {t('logo.remove')}
            </Button>
          )}
        </div>
        <p className={styles.small}>{t('logo.formats')}</p>
      </div>
      <input
        ref={input}
        type="file"
        accept={[...ACCEPTED, '.svg'].join(',')}
        hidden
        aria-label={t('logo.choose')}
        onChange={({ currentTarget }) => {
          void choose(currentTarget.files?.[0])
          // The same file again is a new choice.
          currentTarget.value = ''
        }}
      />
      <ConfirmDialog
        title={t('logo.remove_title')}
        text={t('logo.remove_text', { organisation: face.name })}
        confirmLabel={t('logo.remove')}
        danger
        isOpen={removing}
        onConfirm={remove}
        onClose={() => setRemoving(false)}
      />
    </Card>
  )
}
