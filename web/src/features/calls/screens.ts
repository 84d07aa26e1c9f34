/** Full screen and picture in picture, where the browser has them. */
import { type RefObject, useSyncExternalStore } from 'react'

function followFullScreen(changed: () => void): () => void {
  document.addEventListener('fullscreenchange', changed)
  return () => document.removeEventListener('fullscreenchange', changed)
}

export function useFullScreen(stage: RefObject<HTMLElement | null>) {
  const isOn = useSyncExternalStore(followFullScreen, () => document.fullscreenElement !== null)
  return {
    isOn,
    supported: document.fullscreenEnabled === true,
    // A browser that refuses leaves everything as it is.
    toggle: () => {
      const done = isOn
        ? document.exitFullscreen()
        : stage.current?.ownerDocument.documentElement.requestFullscreen()
      done?.catch(() => {})
    },
  }
}

export const pictureInPicture = {
  supported: document.pictureInPictureEnabled === true,
  /** Takes the largest picture of another out of the page, or puts it back. */
  async toggle(stage: HTMLElement | null): Promise<void> {
    if (document.pictureInPictureElement) {
      await document.exitPictureInPicture()
      return
    }
    const videos = [...(stage?.querySelectorAll<HTMLVideoElement>('figure video') ?? [])]
    videos.sort((a, b) => b.clientWidth * b.clientHeight - a.clientWidth * a.clientHeight)
    await videos[0]?.requestPictureInPicture().catch(() => null)
  },
}
