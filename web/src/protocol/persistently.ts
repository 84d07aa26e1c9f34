/** The waits between the tries (milliseconds): a network that changes under a page is back within seconds. */
const WAITS = [250, 1_000, 3_000]

/** Loads a part of the app, again while the network fails; rejects with the last error. */
export async function persistently<T>(load: () => Promise<T>): Promise<T> {
  for (const wait of WAITS) {
    try {
      return await load()
    } catch {
      await new Promise((resolve) => setTimeout(resolve, wait))
    }
  }
  return load()
}
