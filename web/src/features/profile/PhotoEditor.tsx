import { Camera, ImagePlus, Trash2 } from 'lucide-react'
import { type DragEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Me } from '@/protocol/types'
import { refreshSession } from '@/state/session'
import { Avatar, Button, Card, classNames, toast } from '@/ui'
import { CameraDialog } from './CameraDialog'
import { CropDialog } from './CropDialog'
import styles from './Photo.module.css'
import { ACCEPTED, deletePhoto, faultOf, fetchPhoto, uploadPhoto } from './photo_upload'

/** PRO-1: the photo: choose, drag or take one, cut it square, remove it and bring it back. */
export function PhotoEditor({ person }: { person: Me }) {
  const { t } = useTranslation(['profile', 'common'])
  const [file, setFile] = useState<Blob | null>(null)
  const [camera, setCamera] = useState(false)
  const [over, setOver] = useState(false)
  const [removing, setRemoving] = useState(false)
  const input = useRef<HTMLInputElement>(null)

  function choose(chosen: File | undefined) {
    if (chosen === undefined) return
    const fault = faultOf(chosen)
    if (fault) toast(t(`photo.${fault}`), { tone: 'danger' })
    else setFile(chosen)
  }

  async function use(photo: Blob) {
    await uploadPhoto(photo)
    await refreshSession()
    setFile(null)
    toast(t('photo.saved'))
  }

  async function remove(address: string) {
    setRemoving(true)
    try {
      const old = await fetchPhoto(address)
      await deletePhoto()
      await refreshSession()
      const undo = { label: t('common:undo'), onPress: () => void restore(old) }
      toast(t('photo.removed'), old ? { action: undo } : {})
    } catch (error) {
      toast((error as Error).message, { tone: 'danger' })
    } finally {
      setRemoving(false)
    }
  }

  async function restore(old: Blob | null) {
    if (old === null) return
    try {
      await uploadPhoto(old)
      await refreshSession()
      toast(t('photo.restored'))
    } catch (error) {
      toast((error as Error).message, { tone: 'danger' })
    }
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
      choose(event.dataTransfer.files[0])
    },
  }

  return (
    <Card title={t('photo.title')} intro={t('photo.intro')}>
      <div className={classNames(styles.editor, over && styles.over)} {...drop}>
        <Avatar person={person} size="xl" />
        <div className={styles.words}>
          <div className={styles.ways}>
            <Button icon={ImagePlus} onPress={() => input.current?.click()}>
              {t('photo.choose')}
            </Button>
            <Button icon={Camera} onPress={() => setCamera(true)}>
              {t('photo.take')}
            </Button>
            {person.photo && (
              <Button
                variant="quiet"
                icon={Trash2}
                isPending={removing}
                onPress={() => person.photo && void remove(person.photo)}
              >
                {t('photo.remove')}
              </Button>
            )}
          </div>
          <p className={styles.small}>
            {t('photo.drop')} {t('photo.formats')}
          </p>
        </div>
      </div>
      <input
        ref={input}
        type="file"
        accept={ACCEPTED.join(',')}
        hidden
        aria-label={t('photo.choose')}
        onChange={(event) => {
          choose(event.currentTarget.files?.[0])
          // The same file can be chosen again.
          event.currentTarget.value = ''
        }}
      />
      {camera && (
        <CameraDialog
          onClose={() => setCamera(false)}
          onTaken={(photo) => {
            setCamera(false)
            setFile(photo)
          }}
        />
      )}
      {file && <CropDialog file={file} onUse={use} onClose={() => setFile(null)} />}
    </Card>
  )
}
