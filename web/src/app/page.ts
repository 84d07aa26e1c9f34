import { type ComponentType, lazy } from 'react'
import { persistently } from '@/protocol/persistently'

/** A screen that is fetched when somebody opens it, also while his network changes. */
export function page(load: () => Promise<{ default: ComponentType }>) {
  return lazy(() => persistently(load))
}
