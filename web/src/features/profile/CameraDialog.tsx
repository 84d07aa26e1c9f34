import { Camera } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { devices } from '@/state/devices'
import { Banner, Button, Dialog, DialogActions, Spinner, showStream } from '@/ui'
import styles from './Photo.module.css'

type Fault = 'camera_denied' | 'camera_missing' | 'camera_failed'

interface CameraDialogProps {
  onTaken: (photo: Blob) => void
  onClose: () => void
}

/** PRO-1: a photo with the camera of this device. */
export function CameraDialog({ onTaken, onClose }: CameraDialogProps) {
  const { t } = useTranslation('profile')
  const [round, setRound] = useState(0)
  return (
    <Dialog title={t('photo.camera_title')} isOpen onClose={onClose} size="m">
      <p>{t('photo.camera_help')}</p>
      <Viewfinder key={round} onTaken={onTaken} onClose={onClose} onRetry={() => setRound(round + 1)} />
    </Dialog>
  )
}

/** One try to open the camera. */
function Viewfinder({ onTaken, onClose, onRetry }: CameraDialogProps & { onRetry: () => void }) {
  const { t } = useTranslation(['profile', 'common'])
  const { stream, fault } = useCamera()
  const video = useRef<HTMLVideoElement>(null)
  useEffect(() => showStream(video.current, stream), [stream])

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
    <>
      {fault && (
        <Banner tone="danger" action={<Button onPress={onRetry}>{t('common:retry')}</Button>}>
          {t(`photo.${fault}`)}
        </Banner>
      )}
      {!fault && stream === null && <Spinner label={t('photo.camera_starting')} />}
      {stream && (
        <video
          ref={video}
          autoPlay
          muted
          playsInline
          aria-label={t('photo.picture')}
          className={styles.video}
        />
      )}
      <DialogActions>
        <Button onPress={onClose}>{t('common:cancel')}</Button>
        <Button variant="primary" icon={Camera} isDisabled={stream === null} onPress={take}>
          {t('photo.take')}
        </Button>
      </DialogActions>
    </>
  )
}

/** The chosen camera, as long as the dialog is open. */
function useCamera(): { stream: MediaStream | null; fault: Fault | null } {
  const [state, setState] = useState<{ stream: MediaStream | null; fault: Fault | null }>({
    stream: null,
    fault: null,
  })
  useEffect(() => {
    let opened: MediaStream | null = null
    let wanted = true
    const start = async () => {
      try {
        const stream = await open()
        if (wanted) setState({ stream, fault: null })
        if (wanted) opened = stream
        else stop(stream)
      } catch (error) {
        if (wanted) setState({ stream: null, fault: faultOf(error) })
      }
    }
    void start()
    return () => {
      wanted = false
      stop(opened)
    }
  }, [])
  return state
}

async function open(): Promise<MediaStream> {
  const { camera } = devices.get()
  const video = { width: { ideal: 1280 }, height: { ideal: 960 }, facingMode: 'user' }
  return navigator.mediaDevices.getUserMedia({
    video: camera ? { ...video, deviceId: { ideal: camera } } : video,
  })
}

function stop(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop()
}

function faultOf(error: unknown): Fault {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError') return 'camera_denied'
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'camera_missing' : 'camera_failed'
}
