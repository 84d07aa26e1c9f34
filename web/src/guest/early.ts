/**
 * Opens the camera of a guest who comes for his appointment before anything else of the page is there: on a slow network
 * the screens take seconds, and seeing oneself says that it works. A file of its own without imports, so that it is
 * the first that runs; `early_media.ts` hands on what it opened.
 */

import type { EarlyMedia } from './early_media'

/** As `state/devices.ts` asks for them, so that nothing is opened twice. */
const WANTED: MediaStreamConstraints = {
  video: {
    facingMode: 'user',
    width: { ideal: 1280 },
    height: { ideal: 720 },
    frameRate: { ideal: 30, max: 30 },
  },
  audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
}

function hasLink(): boolean {
  try {
    return location.hash.length > 1 || sessionStorage.getItem('oogcontact.guest') !== null
  } catch {
    return false
  }
}

/** Who has chosen another camera before gets that one, from the screens. */
function hasChosen(): boolean {
  try {
    return /"(?:camera|microphone)":"/.test(localStorage.getItem('oogcontact.devices') ?? '')
  } catch {
    return false
  }
}

/** Set by script, because the picture is there before any style sheet; about where the screens will show it. */
const LOOK: Partial<CSSStyleDeclaration> = {
  display: 'block',
  width: 'min(100% - 2rem, 26rem)',
  margin: '1.5rem auto',
  aspectRatio: '4 / 3',
  objectFit: 'cover',
  borderRadius: '22px',
  background: '#0b1213',
  transform: 'scaleX(-1)',
}

function show(stream: MediaStream): void {
  const picture = document.getElementById('early-picture')
  if (!(picture instanceof HTMLVideoElement)) return
  picture.srcObject = stream
  Object.assign(picture.style, LOOK)
  picture.hidden = false
}

if (/^\/gast\/?$/.test(location.pathname) && hasLink() && !hasChosen() && navigator.mediaDevices) {
  const opened: EarlyMedia = navigator.mediaDevices.getUserMedia(WANTED)
  window.earlyMedia = opened
  // Why it failed is said by the screens, which ask again for each device alone.
  opened.then(show, () => {})
}
