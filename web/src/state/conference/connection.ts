/** The sound of this computer to and from a conference: one connection, one track each way. */
import { devices } from '../devices'
import type { Joined } from './commands'

/** So long the ways to this computer are looked for: those that take longer are seldom the best (milliseconds). */
const GATHER = 2_000

export interface ConnectionHandlers {
  joined(participant: string): void
  connected(): void
  away(): void
  lost(): void
  refused(error: unknown): void
  /** Whether the browser holds the sound back until somebody clicks. */
  blocked(blocked: boolean): void
}

export class Connection {
  readonly #handlers: ConnectionHandlers
  readonly #sound = document.createElement('audio')
  #peer: RTCPeerConnection | null = null
  #sender: RTCRtpSender | null = null
  #unfollow: (() => void) | null = null

  constructor(handlers: ConnectionHandlers) {
    this.#handlers = handlers
  }

  /** Connects with this microphone; `join` takes the offer to the server. */
  async open(
    track: MediaStreamTrack | null,
    configuration: Promise<RTCConfiguration>,
    join: (sdp: string) => Promise<Joined>,
  ): Promise<void> {
    try {
      const peer = new RTCPeerConnection(await configuration)
      this.#peer = peer
      this.#follow(peer)
      this.#sender = peer.addTransceiver(track ?? 'audio', { direction: 'sendrecv' }).sender
      await peer.setLocalDescription(await peer.createOffer())
      await gathered(peer)
      if (this.#peer !== peer) return
      const { participant_id, sdp } = await join(peer.localDescription?.sdp ?? '')
      this.#handlers.joined(participant_id)
      if (this.#peer === peer) await peer.setRemoteDescription({ type: 'answer', sdp })
    } catch (error) {
      this.#handlers.refused(error)
    }
  }

  /** Speaks with another microphone, or with none. */
  replace(track: MediaStreamTrack | null): void {
    if (this.#sender !== null && this.#sender.track !== track)
      this.#sender.replaceTrack(track).catch(() => {})
  }

  /** Plays what the browser held back; called by a click. */
  play(): void {
    this.#sound.play().then(
      () => this.#handlers.blocked(false),
      (error: DOMException) => this.#handlers.blocked(error.name === 'NotAllowedError'),
    )
  }

  close(): void {
    const peer = this.#peer
    this.#peer = null
    this.#sender = null
    this.#unfollow?.()
    this.#unfollow = null
    this.#sound.srcObject = null
    this.#sound.remove()
    if (peer === null) return
    peer.ontrack = peer.onconnectionstatechange = null
    peer.close()
  }

  #follow(peer: RTCPeerConnection): void {
    peer.ontrack = ({ track, transceiver }) => {
      this.#hear(track)
      // The server says goodbye on this layer; the browser calls the whole connection connected all the same.
      const { transport } = transceiver.receiver
      transport?.addEventListener('statechange', () => {
        if (this.#peer === peer && transport.state === 'closed') this.#handlers.lost()
      })
    }
    peer.onconnectionstatechange = () => {
      switch (peer.connectionState) {
        case 'connected':
          this.#handlers.connected()
          break
        case 'disconnected':
          this.#handlers.away()
          break
        case 'failed':
        case 'closed':
          this.#handlers.lost()
      }
    }
  }

  #hear(track: MediaStreamTrack): void {
    this.#sound.srcObject = new MediaStream([track])
    this.#sound.autoplay = true
    document.body.append(this.#sound)
    this.#unfollow?.()
    this.#unfollow = devices.subscribe(() => this.#choose())
    this.#choose()
    this.play()
  }

  #choose(): void {
    // A loudspeaker that is gone leaves the sound where the system puts it.
    if ('setSinkId' in this.#sound) this.#sound.setSinkId(devices.get().speaker ?? '').catch(() => {})
  }
}

/** Waits until all ways to this computer are known, but not for ever. */
async function gathered(peer: RTCPeerConnection): Promise<void> {
  if (peer.iceGatheringState === 'complete') return
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, GATHER)
    peer.addEventListener('icegatheringstatechange', () => {
      if (peer.iceGatheringState !== 'complete') return
      clearTimeout(timer)
      resolve()
    })
  })
}
