/** The parts of Start, each fetched by itself, in the order of DSK-1. A feature takes its place with one line here. */
import { type ComponentType, lazy } from 'react'
import { persistently } from '@/protocol/persistently'

function card(load: () => Promise<{ default: ComponentType }>) {
  return lazy(() => persistently(load))
}

export const CARDS = {
  today: card(() => import('@/features/appointments/TodayCard')),
  waiting: card(() => import('@/features/waiting_room/WaitingCard')),
  visitors: card(() => import('./VisitorsCard')),
  recent: card(() => import('./RecentCallsCard')),
}
