/** What `early.ts` has opened. */

export type EarlyMedia = Promise<MediaStream>

declare global {
  interface Window {
    earlyMedia?: EarlyMedia
  }
}

/** Gives the tracks that were opened before the screens, once; none when that failed or was not tried. */
export async function takeEarlyTracks(): Promise<MediaStreamTrack[]> {
  const opened = window.earlyMedia
  delete window.earlyMedia
  return (await opened?.catch(() => null))?.getTracks() ?? []
}

/**
 * Lets go of the picture that `early.ts` shows until the screens are there. Taken away with its stream before the first
 * frame it would hold up the loading of the page for ever, and the browser would show that.
 */
export function endEarlyPicture(): void {
  const picture = document.getElementById('early-picture')
  if (picture instanceof HTMLVideoElement) picture.srcObject = null
}
