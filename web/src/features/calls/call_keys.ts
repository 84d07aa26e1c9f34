import { useEffect } from 'react'
import { useCall } from './use_call'

/** Alt with the letter: a letter alone would go off while somebody types or dictates (WCAG 2.1.4). */
export const KEYS = { microphone: 'Alt+M', camera: 'Alt+C' } as const

/** Microphone and camera by the keyboard, during a call (CAL-6). */
export function useCallKeys(): void {
  const { call } = useCall()
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.repeat) return
      if (event.code === 'KeyM') void call.toggleMicrophone()
      else if (event.code === 'KeyC') void call.toggleCamera()
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [call])
}
