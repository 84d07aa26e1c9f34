/** What one connection sends: which tracks, nothing at all while its seat is apart, and how pictures are encoded. */

export interface Tracks {
  audio: MediaStreamTrack | null
  video: MediaStreamTrack | null
}

export class Sending {
  /** Whether neither sound nor picture may go to the other side (CAL-10). */
  apart = false
  readonly #own: () => Tracks
  /** Those whose encodings were stopped. */
  readonly #silenced = new Set<RTCRtpSender>()

  /** `own` gives the tracks of this side. */
  constructor(own: () => Tracks) {
    this.#own = own
  }

  /** A fresh connection has fresh senders. */
  begin(): void {
    this.#silenced.clear()
  }

  /** What is to be sent now. */
  tracks(): Tracks {
    return this.apart ? { audio: null, video: null } : this.#own()
  }

  /** Has each sender send what is to be sent now; without a track it sends nothing. */
  async apply(pc: RTCPeerConnection): Promise<void> {
    const tracks = this.tracks()
    await Promise.all(
      pc.getTransceivers().map((transceiver) => {
        const track = tracks[kindOf(transceiver)]
        return transceiver.sender.track === track ? null : transceiver.sender.replaceTrack(track)
      }),
    )
  }

  /** Stops the encodings of who is apart as well, so that not even an empty packet measures the way; or lets them go on. */
  async keepActive(pc: RTCPeerConnection): Promise<void> {
    for (const sender of pc.getSenders()) {
      // The ladder of the picture decides for itself while it is sent.
      if (!this.apart && !this.#silenced.has(sender)) continue
      const parameters = sender.getParameters()
      if (this.apart && parameters.encodings.every(({ active }) => !active)) continue
      for (const encoding of parameters.encodings) encoding.active = !this.apart
      const done = await sender.setParameters(parameters).then(
        () => true,
        () => false,
      )
      if (done && this.apart) this.#silenced.add(sender)
      else if (done) this.#silenced.delete(sender)
    }
  }
}

/** All browsers have VP8, and decode it without surprises. */
export function preferVp8(transceiver: RTCRtpTransceiver): void {
  const codecs = RTCRtpReceiver.getCapabilities?.('video')?.codecs ?? []
  const first = codecs.filter(({ mimeType }) => mimeType.toLowerCase() === 'video/vp8')
  if (first.length > 0)
    transceiver.setCodecPreferences([...first, ...codecs.filter((codec) => !first.includes(codec))])
}

/** Sends whole pictures next, for who waits for one. */
export function forceKeyFrames(pc: RTCPeerConnection): void {
  for (const sender of pc.getSenders()) {
    if (sender.track?.kind !== 'video') continue
    const set = sender.setParameters.bind(sender) as (
      parameters: RTCRtpSendParameters,
      options?: object,
    ) => Promise<void>
    const parameters = sender.getParameters()
    const encodingOptions = parameters.encodings.map(() => ({ keyFrame: true }))
    set(parameters, { encodingOptions }).catch(() => {})
  }
}

function kindOf(transceiver: RTCRtpTransceiver): keyof Tracks {
  return transceiver.receiver.track.kind === 'audio' ? 'audio' : 'video'
}
