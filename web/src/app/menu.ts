/** The tabs of the app in their order, and who has which: the one table behind the menu at the side and at the foot (DSK-1). */
import {
  Armchair,
  BookUser,
  Building2,
  CalendarDays,
  House,
  type LucideIcon,
  MessageSquareText,
  PhoneCall,
  Settings,
  UsersRound,
  Video,
} from 'lucide-react'
import type { AttentionKind } from '@/state/attention'

type MenuId =
  | 'home'
  | 'start'
  | 'contacts'
  | 'messages'
  | 'history'
  | 'appointments'
  | 'waiting_room'
  | 'meetings'
  | 'administration'
  | 'settings'

export type Role = 'administrator' | 'agent' | 'client'

export interface MenuEntry {
  id: MenuId
  href: string
  /** Further pages of the same tab begin so. */
  under?: readonly string[]
  icon: LucideIcon
  who: readonly Role[]
  /** Stands at the foot of a telephone, and not behind **Meer**. */
  atFoot?: boolean
  /** What the count on the tab counts. */
  counts?: readonly AttentionKind[]
}

const CLIENTS: readonly Role[] = ['client']
const STAFF: readonly Role[] = ['agent', 'administrator']
const ALL: readonly Role[] = ['client', ...STAFF]

const MENU: readonly MenuEntry[] = [
  { id: 'home', href: '/', icon: Video, who: CLIENTS, atFoot: true },
  { id: 'start', href: '/', icon: House, who: STAFF, atFoot: true },
  { id: 'contacts', href: '/contacten', icon: BookUser, who: ALL, atFoot: true },
  {
    id: 'messages',
    href: '/berichten',
    under: ['/berichten'],
    icon: MessageSquareText,
    who: STAFF,
    atFoot: true,
    counts: ['message'],
  },
  { id: 'history', href: '/oproepen', icon: PhoneCall, who: ALL, atFoot: true, counts: ['missed_call'] },
  { id: 'appointments', href: '/afspraak', under: ['/afspraak'], icon: CalendarDays, who: STAFF },
  {
    id: 'waiting_room',
    href: '/wachtkamer',
    under: ['/wachtkamer'],
    icon: Armchair,
    who: STAFF,
    counts: ['waiting'],
  },
  {
    id: 'meetings',
    href: '/vergaderingen',
    under: ['/vergaderingen', '/conferenties'],
    icon: UsersRound,
    who: STAFF,
  },
  {
    id: 'administration',
    href: '/beheer/mensen',
    under: ['/beheer'],
    icon: Building2,
    who: ['administrator'],
  },
  { id: 'settings', href: '/instellingen/gegevens', under: ['/instellingen'], icon: Settings, who: ALL },
]

/** More than this do not fit at the foot of a telephone. */
const AT_FOOT = 5

/** The tabs of somebody with this role. */
export function menuFor(role: Role): MenuEntry[] {
  return MENU.filter(({ who }) => who.includes(role))
}

/** What stands at the foot of a telephone, and what behind **Meer** because there is no room for it. */
export function parted(entries: readonly MenuEntry[]): { foot: MenuEntry[]; more: MenuEntry[] } {
  if (entries.length <= AT_FOOT) return { foot: [...entries], more: [] }
  const foot = entries.filter(({ atFoot }) => atFoot)
  return { foot, more: entries.filter((entry) => !foot.includes(entry)) }
}

/** Whether the page at `path` belongs to this tab. */
export function isCurrent({ href, under }: MenuEntry, path: string): boolean {
  return path === href || (under ?? []).some((root) => path === root || path.startsWith(`${root}/`))
}
