import { type PointerEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Banner, Button, Dialog, DialogActions, Spinner } from '@/ui'
import { type Crop, dragged, MAX_ZOOM, squareOf, WHOLE, zoomed } from './crop'
import styles from './Photo.module.css'
import { Slider } from './Slider'

/** The side of the picture that is sent (pixels): twice the largest that the server keeps. */
const SENT = 1024

interface CropDialogProps {
  file: Blob
  onUse: (photo: Blob) => Promise<void>
  onClose: () => void
}

/** PRO-1: choose the square of the photo, by dragging or by sliders, and see it as others will. */
export function CropDialog({ file, onUse, onClose }: CropDialogProps) {
  const { t } = useTranslation(['profile', 'common'])
  const picture = usePicture(file)
  const [crop, setCrop] = useState<Crop>(WHOLE)
  const [busy, setBusy] = useState(false)
  const [message, setMessage] = useState<string | null>(null)

  async function use() {
    setBusy(true)
    setMessage(null)
    try {
      await onUse(picture === 'unreadable' || picture === null ? file : await cut(picture, crop))
    } catch (error) {
      setMessage((error as Error).message)
      setBusy(false)
    }
  }

  return (
    <Dialog title={t('photo.crop_title')} isOpen onClose={onClose} size="m">
      {picture === null && <Spinner />}
      {picture === 'unreadable' && <Banner tone="info">{t('photo.no_preview')}</Banner>}
      {picture instanceof ImageBitmap && (
        <>
          <p>{t('photo.crop_help')}</p>
          <Preview picture={picture} crop={crop} label={t('photo.crop_preview')} onChange={setCrop} />
          <div>
            <Slider
              label={t('photo.zoom')}
              min={1}
              max={MAX_ZOOM}
              value={crop.zoom}
              onChange={(zoom) => setCrop(zoomed(picture, crop, zoom))}
            />
            <Slider
              label={t('photo.horizontal')}
              min={0}
              max={1}
              value={crop.x}
              isDisabled={squareOf(picture, crop).side >= picture.width}
              onChange={(x) => setCrop({ ...crop, x })}
            />
            <Slider
              label={t('photo.vertical')}
              min={0}
              max={1}
              value={crop.y}
              isDisabled={squareOf(picture, crop).side >= picture.height}
              onChange={(y) => setCrop({ ...crop, y })}
            />
          </div>
        </>
      )}
      {message && <Banner tone="danger">{message}</Banner>}
      <DialogActions>
        <Button onPress={onClose}>{t('common:cancel')}</Button>
        <Button variant="primary" isPending={busy} isDisabled={picture === null} onPress={() => void use()}>
          {t('photo.use')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}

interface PreviewProps {
  picture: ImageBitmap
  crop: Crop
  label: string
  onChange: (crop: Crop) => void
}

/** The square as it will be, drawn round like everywhere else; it can be dragged. */
function Preview({ picture, crop, label, onChange }: PreviewProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const last = useRef<{ x: number; y: number } | null>(null)

  useEffect(() => {
    if (canvas.current) draw(canvas.current, picture, crop)
  }, [picture, crop])

  function move(event: PointerEvent<HTMLCanvasElement>) {
    if (last.current === null) return
    const side = event.currentTarget.clientWidth
    const { x, y } = last.current
    last.current = { x: event.clientX, y: event.clientY }
    onChange(dragged(picture, crop, (event.clientX - x) / side, (event.clientY - y) / side))
  }

  return (
    <div className={styles.frame}>
      <canvas
        ref={canvas}
        width={512}
        height={512}
        role="img"
        aria-label={label}
        className={styles.canvas}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          last.current = { x: event.clientX, y: event.clientY }
        }}
        onPointerMove={move}
        onPointerUp={() => {
          last.current = null
        }}
        onPointerCancel={() => {
          last.current = null
        }}
        onWheel={(event) => onChange(zoomed(picture, crop, crop.zoom - event.deltaY / 400))}
      />
      <span className={styles.ring} aria-hidden />
    </div>
  )
}

/** The decoded file, upright; null while it is being read. */
function usePicture(file: Blob): ImageBitmap | 'unreadable' | null {
  const [picture, setPicture] = useState<ImageBitmap | 'unreadable' | null>(null)
  useEffect(() => {
    let made: ImageBitmap | null = null
    let wanted = true
    const read = async () => {
      const bitmap = await createImageBitmap(file).catch(() => 'unreadable' as const)
      if (wanted) setPicture(bitmap)
      if (bitmap === 'unreadable') return
      if (wanted) made = bitmap
      else bitmap.close()
    }
    void read()
    return () => {
      wanted = false
      made?.close()
    }
  }, [file])
  return picture
}

function draw(canvas: HTMLCanvasElement, picture: ImageBitmap, crop: Crop): void {
  const { left, top, side } = squareOf(picture, crop)
  const context = canvas.getContext('2d')
  if (context === null) return
  context.imageSmoothingQuality = 'high'
  // What is transparent becomes white, as on the server.
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(picture, left, top, side, side, 0, 0, canvas.width, canvas.height)
}

/** The chosen square as a JPEG file; a drawing carries no metadata. */
async function cut(picture: ImageBitmap, crop: Crop): Promise<Blob> {
  const side = Math.min(SENT, Math.max(1, Math.round(squareOf(picture, crop).side)))
  const canvas = document.createElement('canvas')
  canvas.width = side
  canvas.height = side
  draw(canvas, picture, crop)
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('The canvas gave no picture.'))),
      'image/jpeg',
      0.92,
    )
  })
}
