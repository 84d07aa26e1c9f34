import type { Peer } from '@/state/call'

/** Where each of the others stands on the screen, and how many places there are. */
export interface Places {
  count: number
  of(peer: Peer): number
  /** Whether somebody stands before this one in the same place. */
  isBehind(peer: Peer): boolean
}

/**
 * Gives everybody a place in the order in which they came, `first` the first one. Who takes somebody's place stands behind
 * him, and before him as soon as his picture is there: it changes once, at no moment it is empty, and nothing moves (CAL-9).
 */
export function placesOf(peers: readonly Peer[], first?: Peer): Places {
  /** By seat: the one in whose place he stands, unseen. */
  const behind = new Map<string, Peer>()
  for (const peer of peers) {
    const next = peers.find(({ seatId }) => seatId === peer.successor)
    if (next === undefined || peer.apart || next.apart) continue
    if (next.arrived) behind.set(peer.seatId, next)
    else behind.set(next.seatId, peer)
  }
  const front = (peer: Peer) => behind.get(peer.seatId) ?? peer
  const shown = [...new Set(peers.map(front))]
  const order = first ? [front(first), ...shown.filter((peer) => peer !== front(first))] : shown
  return {
    count: order.length,
    of: (peer) => order.indexOf(front(peer)),
    isBehind: ({ seatId }) => behind.has(seatId),
  }
}
