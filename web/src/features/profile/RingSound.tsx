import { Play, Square } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MySettings } from '@/protocol/types'
import { devices } from '@/state/devices'
import { playRing } from '@/state/ring_sound'
import { Button, RadioGroup } from '@/ui'

type Sound = MySettings['ring_sound']

const SOUNDS: Sound[] = ['classic', 'soft', 'bright', 'none']

/** Long enough to know a ring (milliseconds). */
const EXAMPLE = 5_000

interface RingSoundProps {
  value: Sound
  onChange: (sound: Sound) => void
}

/** PRO-2: the sound of a ring, to be listened to before it is chosen. */
export function RingSound({ value, onChange }: RingSoundProps) {
  const { t } = useTranslation('profile')
  const [playing, setPlaying] = useState(false)
  const end = useRef<() => void>(() => {})

  useEffect(() => () => end.current(), [])

  function stop() {
    end.current()
    end.current = () => {}
    setPlaying(false)
  }

  function play(sound: Sound) {
    stop()
    if (sound === 'none') return
    const silence = playRing(sound, devices.get().ring_speaker)
    const timer = setTimeout(stop, EXAMPLE)
    end.current = () => {
      clearTimeout(timer)
      silence()
    }
    setPlaying(true)
  }

  return (
    <>
      <RadioGroup<Sound>
        label={t('notifications.sound')}
        name="ring_sound"
        options={SOUNDS.map((sound) => ({
          value: sound,
          label: t(`notifications.${sound}`),
          description: t(`notifications.${sound}_text`),
        }))}
        value={value}
        onChange={(sound) => {
          onChange(sound)
          if (playing) play(sound)
        }}
      />
      <div>
        <Button
          icon={playing ? Square : Play}
          isDisabled={value === 'none'}
          onPress={() => (playing ? stop() : play(value))}
        >
          {playing ? t('notifications.stop') : t('notifications.play')}
        </Button>
      </div>
    </>
  )
}
