/** Waiting that always ends: when it happened, when its time is over, or when the test is stopped. */

/** A signal that comes with `signal`, and at the latest after `ms`. */
export function bounded(signal: AbortSignal, ms: number): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(ms)])
}

/** Waits until `begin`'s function is called with what happened; null when `limit` comes first. */
export function happens<T>(
  limit: AbortSignal,
  begin: (happened: (value: T) => void) => void,
): Promise<T | null> {
  return new Promise((resolve) => {
    const stop = () => resolve(null)
    if (limit.aborted) return stop()
    limit.addEventListener('abort', stop, { once: true })
    begin((value) => {
      limit.removeEventListener('abort', stop)
      resolve(value)
    })
  })
}

/** Waits for a promise that can not be stopped itself; null when `limit` comes first. Its failure is passed on. */
export function within<T>(limit: AbortSignal, promise: Promise<T>): Promise<T | null> {
  return Promise.race([promise, happens<T>(limit, () => {})])
}

/** Waits `ms`, or shorter when `limit` comes first. */
export async function pause(limit: AbortSignal, ms: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  await happens<true>(limit, (happened) => {
    timer = setTimeout(() => happened(true), ms)
  })
  clearTimeout(timer)
}
