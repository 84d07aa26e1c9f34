/** The sounds of ringing, made by the browser itself: no files, no waiting (PRO-2, CAL-1, CAL-2). */

export type RingSound = 'classic' | 'soft' | 'bright' | 'none'

/** One tone: frequencies in Hz, beginning and length in seconds, loudness 0 to 1. */
interface Tone {
  hertz: readonly number[]
  at: number
  for: number
  gain: number
  shape: OscillatorType
}

interface Tune {
  tones: readonly Tone[]
  /** After so many seconds it begins anew. */
  every: number
}

const tone = (
  hertz: number[],
  at: number,
  length: number,
  gain = 0.3,
  shape: OscillatorType = 'sine',
): Tone => ({
  hertz,
  at,
  for: length,
  gain,
  shape,
})

const TUNES: Record<Exclude<RingSound, 'none'>, Tune> = {
  classic: { tones: [tone([440, 480], 0, 0.9, 0.25), tone([440, 480], 1.1, 0.9, 0.25)], every: 4 },
  soft: { tones: [tone([392], 0, 0.7), tone([494], 0.45, 0.7), tone([587], 0.9, 1.1)], every: 3.6 },
  bright: {
    tones: [0, 0.18, 0.36, 1, 1.18, 1.36].map((at, index) =>
      tone([index % 3 === 2 ? 1175 : 880], at, 0.16, 0.2, 'triangle'),
    ),
    every: 3,
  },
}

/** What the caller hears while it rings: the European tone, 425 Hz (ITU-T E.180). */
const RINGBACK: Tune = { tones: [tone([425], 0, 1, 0.12)], every: 5 }

/** What somebody on hold hears: a few soft tones that never press (CAL-10). */
const HOLD: Tune = {
  tones: [
    ...[262, 330, 392, 523, 392, 330].map((hertz, index) => tone([hertz], index * 0.7, 1.1, 0.06)),
    tone([131, 196], 0, 4.1, 0.04),
    ...[220, 262, 330, 440, 330, 262].map((hertz, index) => tone([hertz], 4.6 + index * 0.7, 1.1, 0.06)),
    tone([110, 165], 4.6, 4.1, 0.04),
  ],
  every: 9.4,
}

const TEST: Tune = { tones: [tone([523], 0, 0.35), tone([659], 0.3, 0.35), tone([784], 0.6, 0.6)], every: 60 }

/** Somebody has come in: two tones, once. */
const ARRIVAL: Tune = { tones: [tone([659], 0, 0.25), tone([523], 0.22, 0.5)], every: 60 }

/** Rings until the returned function is called; `speaker` is a device's id, null the system's choice. */
export function playRing(sound: RingSound, speaker: string | null): () => void {
  return sound === 'none' ? () => {} : play(TUNES[sound], speaker)
}

/** The tone that tells a caller that it rings, until the returned function is called. */
export function playRingback(speaker: string | null = null): () => void {
  return play(RINGBACK, speaker)
}

/** Tells once that somebody has come into the waiting room. */
export function playArrival(speaker: string | null): void {
  const stop = play(ARRIVAL, speaker)
  setTimeout(stop, 1_500)
}

/** The sound of waiting, until the returned function is called. */
export function playHold(speaker: string | null = null): () => void {
  return play(HOLD, speaker)
}

/** Plays three tones once, to hear whether a loudspeaker works. */
export function playTestSound(speaker: string | null): () => void {
  const stop = play(TEST, speaker)
  const timer = setTimeout(stop, 1_800)
  return () => {
    clearTimeout(timer)
    stop()
  }
}

function play(tune: Tune, speaker: string | null): () => void {
  if (typeof AudioContext === 'undefined') return () => {}
  const context = new AudioContext()
  void direct(context, speaker)
  // A browser allows no sound before the first click or key: it begins with that.
  const wake = () => void context.resume()
  window.addEventListener('pointerdown', wake)
  window.addEventListener('keydown', wake)
  wake()
  const round = () => {
    for (const one of tune.tones) sound(context, one)
  }
  round()
  const timer = setInterval(round, tune.every * 1000)
  return () => {
    clearInterval(timer)
    window.removeEventListener('pointerdown', wake)
    window.removeEventListener('keydown', wake)
    if (context.state !== 'closed') void context.close()
  }
}

function sound(context: AudioContext, { hertz, at, for: length, gain, shape }: Tone): void {
  const begin = context.currentTime + at
  const volume = context.createGain()
  // Soft edges: a tone that is cut off clicks.
  volume.gain.setValueAtTime(0, begin)
  volume.gain.linearRampToValueAtTime(gain, begin + 0.03)
  volume.gain.setValueAtTime(gain, begin + length - 0.08)
  volume.gain.linearRampToValueAtTime(0, begin + length)
  volume.connect(context.destination)
  for (const frequency of hertz) {
    const oscillator = new OscillatorNode(context, { type: shape, frequency })
    oscillator.connect(volume)
    oscillator.start(begin)
    oscillator.stop(begin + length)
  }
}

/** Sends the sound to a chosen loudspeaker where the browser can; one that is gone is replaced by the system's. */
async function direct(context: AudioContext, speaker: string | null): Promise<void> {
  if (speaker === null || !('setSinkId' in context)) return
  await (context as AudioContext & { setSinkId(id: string): Promise<void> })
    .setSinkId(speaker)
    .catch(() => {})
}
