/** Which addresses the service worker answers itself; the rest goes to the server as if it did not exist. */

/** What the server answers, never the page of the client (src/oogcontact/project/urls.py says the same). */
const SERVER = /^\/(?:api|_allauth|media|demo|testpagina|static|assets|ws|health)(?:\/|$)/

/** Addresses that end in a token, which may hold a dot. */
const WITH_TOKEN = /^\/(?:activeren|uitnodiging|wachtwoord|e-mail-bevestigen)\/[^/]+$/

/** The pages of guests: another page of the client, which the server gives, so that it is always the newest. */
const GUEST = /^\/(?:gast|bezoek)(?:\/|$)/

/** Whether the page of the client belongs at this path. */
export function isPage(path: string): boolean {
  return WITH_TOKEN.test(path) || (!SERVER.test(path) && !GUEST.test(path) && !path.includes('.'))
}

/** Whether a file has a hash of its contents in its name, so that it never changes. */
export function isHashed(path: string): boolean {
  return path.startsWith('/assets/')
}

/** Whether all files of a version that a page names are among these: a page of another version does not fit. */
export function fits(page: string, files: readonly string[]): boolean {
  return [...page.matchAll(/"(\/assets\/[^"]+)"/g)].every(
    ([, file]) => file !== undefined && files.includes(file),
  )
}
