import { Camera } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { devices } from '@/state/devices'
import { Banner, Button, Dialog, DialogActions, Spinner } from '@/ui'
import styles from './Photo.module.css'

type Fault = 'camera_denied' | 'camera_missing' | 'camera_failed'

interface CameraDialogProps {
  onTaken: (photo: Blob) => void
  onClose: () => void
}

/** PRO-1: a photo with the camera of this device. */
export function CameraDialog({ onTaken, onClose }: CameraDialogProps) {
  const { t } = useTranslation(['profile', 'common'])
  const [round, setRound] = useState(0)
  const { stream, fault } = useCamera(round)
  const video = useRef<HTMLVideoElement>(null)

  useEffect(() => {
    if (video.current) video.current.srcObject = stream
  }, [stream])

  function take() {
    const shown = video.current
    if (shown === null || shown.videoWidth === 0) return
    const canvas = document.createElement('canvas')
    canvas.width = shown.videoWidth
    canvas.height = shown.videoHeight
    canvas.getContext('2d')?.drawImage(shown, 0, 0)
    canvas.toBlob((photo) => photo && onTaken(photo), 'image/jpeg', 0.95)
  }

  return (
    <Dialog title={t('photo.camera_title')} isOpen onClose={onClose} size="m">
      <p>{t('photo.camera_help')}</p>
      {fault && (
        <Banner tone="danger" action={<Button onPress={() => setRound(round + 1)}>{t('common:retry')}</Button>}>
          {t(`photo.${fault}`)}
        </Banner>
      )}
      {!fault && stream === null && <Spinner label={t('photo.camera_starting')} />}
      {stream && <video ref={video} autoPlay muted playsInline aria-label={t('photo.picture')} className={styles.video} />}
      <DialogActions>
        <Button onPress={onClose}>{t('common:cancel')}</Button>
        <Button variant="primary" icon={Camera} isDisabled={stream === null} onPress={take}>
          {t('photo.take')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}

/** The chosen camera, as long as the dialog is open; another `round` tries again. */
function useCamera(round: number): { stream: MediaStream | null; fault: Fault | null } {
  const [state, setState] = useState<{ stream: MediaStream | null; fault: Fault | null }>({ stream: null, fault: null })
  useEffect(() => {
    let opened: MediaStream | null = null
    let wanted = true
    setState({ stream: null, fault: null })
    open().then(
      (stream) => {
        if (!wanted) return stop(stream)
        opened = stream
        setState({ stream, fault: null })
      },
      (error: unknown) => wanted && setState({ stream: null, fault: faultOf(error) }),
    )
    return () => {
      wanted = false
      stop(opened)
    }
    // A new round opens the camera anew.
  }, [round])
  return state
}

async function open(): Promise<MediaStream> {
  const { camera } = devices.get()
  const video = { width: { ideal: 1280 }, height: { ideal: 960 }, facingMode: 'user' }
  return navigator.mediaDevices.getUserMedia({ video: camera ? { ...video, deviceId: { ideal: camera } } : video })
}

function stop(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop()
}

function faultOf(error: unknown): Fault {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError') return 'camera_denied'
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'camera_missing' : 'camera_failed'
}
