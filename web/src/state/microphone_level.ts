/** How loud a microphone is. */

/** A look at the level this often (ms): a bar that follows a voice. */
const LOOK_EVERY = 80

/** The quietest that the bar shows, in dB below the loudest; a quiet room has about -50. */
const QUIETEST = -60

/** The level on a scale from 0 to 1 of samples between -1 and 1: as the ear has it, in steps of loudness. */
export function levelOf(samples: Float32Array): number {
  if (samples.length === 0) return 0
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length
  if (power === 0) return 0
  return Math.min(1, Math.max(0, 1 - (10 * Math.log10(power)) / QUIETEST))
}

/** Tells the level of a stream's sound again and again until the returned function is called. */
export function watchLevel(stream: MediaStream, onLevel: (level: number) => void): () => void {
  const context = new AudioContext()
  const analyser = context.createAnalyser()
  analyser.fftSize = 1024
  context.createMediaStreamSource(stream).connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  // A browser lets nothing be heard before the first click on the page; then it resumes.
  const wake = () => void context.resume().catch(() => {})
  wake()
  document.addEventListener('pointerdown', wake)
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples)
    onLevel(levelOf(samples))
  }, LOOK_EVERY)
  return () => {
    clearInterval(timer)
    document.removeEventListener('pointerdown', wake)
    void context.close()
  }
}
