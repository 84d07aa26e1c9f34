/** The id of this tab: kept over a reload, and not shared with a duplicate of the tab. */

const KEY = 'oogcontact.client'

/** A page that is being left gives its lock back within this time (milliseconds). */
const RELOADED_WITHIN = 800

/** Returns the id of this tab, a UUID. */
export async function claimClientId(): Promise<string> {
  const known = remembered()
  if (known !== null && (await claim(known))) return known
  const id = crypto.randomUUID()
  try {
    sessionStorage.setItem(KEY, id)
  } catch {
    // A frame on another site may have no storage: it holds until the page is left.
  }
  await claim(id)
  return id
}

function remembered(): string | null {
  try {
    return sessionStorage.getItem(KEY)
  } catch {
    return null
  }
}

/** Whether no other tab holds `id`; holds it from now on. A duplicated tab copies the storage, but not the lock. */
async function claim(id: string): Promise<boolean> {
  if (!('locks' in navigator)) return true
  return new Promise((resolve) => {
    navigator.locks
      .request(`oogcontact.client.${id}`, { signal: AbortSignal.timeout(RELOADED_WITHIN) }, () => {
        resolve(true)
        return new Promise(() => {})
      })
      .catch(() => resolve(false))
  })
}
