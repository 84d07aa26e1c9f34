/** What this tab remembers between a page and the sign-in page; nothing of it leaves the tab. */

const ACCEPT = 'oogcontact.accept_invitation'

let name = ''

/** The name with which somebody will sign in next, so that he need not type it again. */
export const nextName = {
  set(value: string): void {
    name = value
  },
  take(): string {
    const taken = name
    name = ''
    return taken
  },
}

/** The invitation that is to be linked to the account with which somebody signs in next (ACC-4). */
export const acceptNext = {
  set(token: string): void {
    sessionStorage.setItem(ACCEPT, token)
  },
  /** Whether it is this one; it is asked once. */
  take(token: string): boolean {
    const same = sessionStorage.getItem(ACCEPT) === token
    if (same) sessionStorage.removeItem(ACCEPT)
    return same
  },
}
