/** A value that changes and that others follow; React reads it by `useStore`. */
export class Store<T> {
  #value: T
  readonly #followers = new Set<() => void>()

  constructor(value: T) {
    this.#value = value
  }

  get = (): T => this.#value

  /** Takes a new value, or a function of the old one; tells the followers if it differs. */
  set = (next: T | ((old: T) => T)): void => {
    const value = typeof next === 'function' ? (next as (old: T) => T)(this.#value) : next
    if (Object.is(value, this.#value)) return
    this.#value = value
    for (const follower of [...this.#followers]) follower()
  }

  /** Calls `follower` after each change until the returned function is called. */
  subscribe = (follower: () => void): (() => void) => {
    this.#followers.add(follower)
    return () => {
      this.#followers.delete(follower)
    }
  }
}
