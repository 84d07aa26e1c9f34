import { useEffect, useRef } from 'react'
import { devices } from '@/state/devices'
import { classNames, showStream, useStore } from '@/ui'
import styles from './VideoView.module.css'

interface VideoViewProps {
  stream: MediaStream
  label: string
  /** One's own picture is shown as in a mirror. */
  mirrored?: boolean
  muted?: boolean
  className?: string
  fit?: 'cover' | 'contain'
  /** Sound is forbidden by the browser until somebody clicks. */
  onBlocked?: () => void
  onPicture?: () => void
}

/** A moving picture with its sound, on the chosen speaker. */
export function VideoView({
  stream,
  label,
  mirrored,
  muted = false,
  className,
  fit = 'cover',
  onBlocked,
  onPicture,
}: VideoViewProps) {
  const video = useRef<HTMLVideoElement>(null)
  useEffect(() => showStream(video.current, stream), [stream])
  const speaker = useStore(devices, (chosen) => chosen.speaker)

  useEffect(() => {
    const element = video.current
    if (element === null || stream !== element.srcObject) return
    element.muted = muted
    element.play().catch((error: DOMException) => {
      // Another stream may already have taken its place; only a refusal is of interest.
      if (error.name === 'NotAllowedError') onBlocked?.()
    })
  }, [stream, muted, onBlocked])

  useEffect(() => {
    const element = video.current
    if (element === null || muted || !('setSinkId' in element)) return
    // A speaker that is gone leaves the sound where the system puts it.
    element.setSinkId(speaker ?? '').catch(() => {})
  }, [speaker, muted])

  return (
    <video
      ref={video}
      aria-label={label}
      autoPlay
      playsInline
      onPlaying={onPicture}
      className={classNames(styles.video, styles[fit], mirrored && styles.mirrored, className)}
    />
  )
}
