import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from '@/ui'

interface Player {
  /** The address that is heard now. */
  playing: string | null
  play: (address: string) => void
  stop: () => void
}

/** Plays one sound at a time, and none when its screen is gone. */
export function usePlayer(): Player {
  const { t } = useTranslation('telephony')
  const audio = useRef<HTMLAudioElement | null>(null)
  const [playing, setPlaying] = useState<string | null>(null)

  const stop = useCallback(() => {
    audio.current?.pause()
    audio.current = null
    setPlaying(null)
  }, [])
  useEffect(() => stop, [stop])

  function play(address: string) {
    stop()
    const sound = new Audio(address)
    audio.current = sound
    setPlaying(address)
    const ended = (failed: boolean) => {
      // Another one has begun, or this one was stopped.
      if (audio.current !== sound) return
      stop()
      if (failed) toast(t('prompts.play_failed'), { tone: 'danger' })
    }
    sound.addEventListener('ended', () => ended(false))
    sound.play().catch(() => ended(true))
  }

  return { playing, play, stop }
}
