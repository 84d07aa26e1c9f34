/** Plays the names that participants have spoken, one at a time, on the chosen loudspeaker. */
import { devices } from '@/state/devices'

let playing: HTMLAudioElement | null = null

/** Plays a name; returns when it begins, and throws when it can not be played. */
export async function playName(account: string, participant: string): Promise<void> {
  playing?.pause()
  const sound = new Audio(`/api/conferences/${account}/participants/${participant}/name.wav`)
  playing = sound
  const { speaker } = devices.get()
  // A loudspeaker that is gone leaves the sound where the system puts it.
  if (speaker !== null && 'setSinkId' in sound) await sound.setSinkId(speaker).catch(() => {})
  try {
    await sound.play()
  } catch (error) {
    // Another name was asked for meanwhile.
    if (playing === sound) throw error
  }
}
