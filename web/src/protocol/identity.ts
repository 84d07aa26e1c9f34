/**
 * The link of a guest (docs/protocol.md, "Guests"): who holds it is the guest. It stands in the fragment of the address,
 * which a browser sends to nobody, and is taken out of there, so that it stands in no history and on no picture of a screen.
 */

export const GUEST_HEADER = 'X-Guest-Token'

const KEY = 'oogcontact.guest'

const TOKEN = /^[\w-]{40,60}$/

/** A frame on another site may have no storage. */
let inMemory: string | null = null

/** The token of the guest who uses this tab; null for everybody else. */
export function guestToken(): string | null {
  return inMemory
}

/** Says which guest uses this tab; kept over a reload of it. */
export function setGuestToken(token: string | null): void {
  inMemory = token
  try {
    if (token === null) sessionStorage.removeItem(KEY)
    else sessionStorage.setItem(KEY, token)
  } catch {
    // It holds until the page is left.
  }
}

/** Takes the token out of the address, or what this tab has kept; returns it. */
export function claimGuestToken(): string | null {
  const given = location.hash.slice(1)
  // Another fragment, a place on the page, is no link and must not push out the one that is kept.
  if (TOKEN.test(given)) {
    setGuestToken(given)
    history.replaceState(history.state, '', location.pathname + location.search)
    return given
  }
  try {
    inMemory ??= sessionStorage.getItem(KEY)
  } catch {
    // No storage: the link has to be opened again.
  }
  return inMemory
}
