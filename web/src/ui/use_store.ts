import { useSyncExternalStore } from 'react'

interface Readable<T> {
  get(): T
  subscribe(follower: () => void): () => void
}

/** Follows a store; with `select` only a part of it, which must be the same value as long as nothing changed. */
export function useStore<T>(store: Readable<T>): T
export function useStore<T, S>(store: Readable<T>, select: (value: T) => S): S
export function useStore<T, S>(store: Readable<T>, select?: (value: T) => S): T | S {
  return useSyncExternalStore(store.subscribe, () => (select ? select(store.get()) : store.get()))
}
