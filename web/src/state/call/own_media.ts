/** The camera and microphone of this tab during a call. */
import {
  type Chosen,
  devices,
  type Failure,
  followDevices,
  lendTracks,
  lentSwitchedOff,
  openMedia,
  type SwitchedOff,
} from '../devices'
import type { MediaKind, OwnMedia, TrackState } from './types'

/** A camera that is off is closed, so that its light goes out; a microphone that is off only sends silence, to be quick. */
export class OwnTracks {
  readonly #changed: () => void
  readonly #stream = new MediaStream()
  #camera: TrackState = 'off'
  #microphone: TrackState = 'off'
  #open = false
  #switchedOff: SwitchedOff = { camera: false, microphone: false }
  #chosen: Chosen = devices.get()
  #ends: (() => void)[] = []
  /** Counts openings, so that a camera which opens after the call has ended is closed again. */
  #number = 0

  constructor(changed: () => void) {
    this.#changed = changed
  }

  get view(): OwnMedia {
    return { stream: this.#open ? this.#stream : null, camera: this.#camera, microphone: this.#microphone }
  }

  get video(): MediaStreamTrack | null {
    return this.#stream.getVideoTracks()[0] ?? null
  }

  get audio(): MediaStreamTrack | null {
    return this.#stream.getAudioTracks()[0] ?? null
  }

  /** Opens what a call of this kind needs; never throws, what can not be opened says why in `view`. */
  async open(media: MediaKind): Promise<void> {
    const number = ++this.#number
    this.#open = true
    this.#chosen = devices.get()
    this.#ends.push(
      devices.subscribe(() => void this.#switchDevices()),
      followDevices(() => void this.#replaceLost()),
    )
    // What somebody has switched off while he waited stays off.
    const off = lentSwitchedOff()
    const opened = await openMedia({
      video: media === 'video' && this.video === null && !off?.camera,
      audio: this.audio === null,
    })
    if (number !== this.#number) {
      stop(opened.video)
      stop(opened.audio)
      return
    }
    this.#take('video', opened.video)
    this.#take('audio', opened.audio)
    if (off?.microphone && this.audio) {
      this.audio.enabled = false
      this.#microphone = 'off'
    }
    this.#changed()
  }

  /** Closes, and leaves what is open to who opens devices next; what is off stays off there. */
  lend(): void {
    const tracks = this.#stream.getTracks()
    const off = this.#switchedOff
    for (const track of tracks) {
      track.onended = null
      track.enabled = true
      this.#stream.removeTrack(track)
    }
    lendTracks(tracks, off)
    this.close()
  }

  close(): void {
    this.#number += 1
    this.#open = false
    for (const end of this.#ends.splice(0)) end()
    for (const track of this.#stream.getTracks()) this.#remove(track)
    this.#camera = 'off'
    this.#microphone = 'off'
    this.#changed()
  }

  async toggleCamera(): Promise<void> {
    if (!this.#open) return
    this.#switchedOff = { ...this.#switchedOff, camera: this.video !== null }
    if (this.video) {
      this.#remove(this.video)
      this.#camera = 'off'
      this.#changed()
    } else await this.#reopen('video')
  }

  async toggleMicrophone(): Promise<void> {
    if (!this.#open) return
    this.#switchedOff = { ...this.#switchedOff, microphone: this.audio?.enabled ?? false }
    if (this.audio) {
      this.audio.enabled = !this.audio.enabled
      this.#microphone = this.audio.enabled ? 'on' : 'off'
      this.#changed()
    } else await this.#reopen('audio')
  }

  async #reopen(kind: 'video' | 'audio'): Promise<void> {
    const number = this.#number
    const opened = await openMedia({ video: kind === 'video', audio: kind === 'audio' })
    if (number === this.#number) this.#take(kind, opened[kind])
    else stop(opened[kind])
    this.#changed()
  }

  #take(kind: 'video' | 'audio', opened: MediaStreamTrack | Failure | null): void {
    if (opened === null) return
    const state: TrackState = typeof opened === 'string' ? opened : 'on'
    if (kind === 'video') this.#camera = state
    else this.#microphone = state
    if (typeof opened === 'string') return
    for (const old of this.#stream.getTracks()) if (old.kind === kind) this.#remove(old)
    opened.onended = () => this.#lost(opened)
    // What is spoken is a voice, what is seen are faces: smoothness before sharpness.
    opened.contentHint = kind === 'video' ? 'motion' : 'speech'
    this.#stream.addTrack(opened)
  }

  /** A device was pulled out, or its permission taken away. */
  #lost(track: MediaStreamTrack): void {
    if (!this.#stream.getTracks().includes(track)) return
    this.#remove(track)
    if (track.kind === 'video') this.#camera = 'missing'
    else this.#microphone = 'missing'
    this.#changed()
    void this.#reopen(track.kind === 'video' ? 'video' : 'audio')
  }

  /** A device was plugged in: takes the place of one that is missing. */
  async #replaceLost(): Promise<void> {
    if (this.#camera === 'missing') await this.#reopen('video')
    if (this.#microphone === 'missing') await this.#reopen('audio')
  }

  /** Another camera or microphone was chosen in the settings. */
  async #switchDevices(): Promise<void> {
    const before = this.#chosen
    this.#chosen = devices.get()
    if (this.#chosen.camera !== before.camera && this.#camera === 'on') await this.#reopen('video')
    if (this.#chosen.microphone !== before.microphone && this.#microphone === 'on')
      await this.#reopen('audio')
  }

  #remove(track: MediaStreamTrack): void {
    track.onended = null
    this.#stream.removeTrack(track)
    track.stop()
  }
}

function stop(opened: MediaStreamTrack | Failure | null): void {
  if (opened !== null && typeof opened !== 'string') opened.stop()
}
