/**
 * Shows a stream in a video; returns how it lets go of it, for an effect to end with. A video that is taken away before its
 * first picture would hold up the loading of the page for ever.
 */
export function showStream(video: HTMLVideoElement | null, stream: MediaStream | null): () => void {
  if (video === null) return () => {}
  video.srcObject = stream
  return () => {
    video.srcObject = null
  }
}
