import { Ellipsis, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import { attention, countOf } from '@/state/attention'
import { session } from '@/state/session'
import { classNames, useStore } from '@/ui'
import styles from './MainMenu.module.css'
import { isCurrent, type MenuEntry, menuFor, parted } from './menu'

interface MainMenuProps {
  /** At the side of a desk, in the bar above, or at the foot of a telephone. */
  place: 'side' | 'bar' | 'foot'
}

/** The tabs of the app; each says how much behind it asks attention (DSK-1, DSK-2). */
export function MainMenu({ place }: MainMenuProps) {
  const { t } = useTranslation('menu')
  const [path] = useLocation()
  const entries = useEntries()
  const { foot, more } = place === 'foot' ? parted(entries) : { foot: entries, more: [] }
  return (
    <nav aria-label={t('label')} className={classNames(styles.menu, styles[place])}>
      {foot.map((entry) => (
        <Entry key={entry.id} entry={entry} path={path} />
      ))}
      {more.length > 0 && <More entries={more} path={path} />}
    </nav>
  )
}

/** What a telephone has no room for at its foot: a page of its own. */
export function MoreEntries() {
  const { t } = useTranslation('menu')
  const [path] = useLocation()
  const { more } = parted(useEntries())
  return (
    <nav aria-label={t('more')} className={classNames(styles.menu, styles.page)}>
      {more.map((entry) => (
        <Entry key={entry.id} entry={entry} path={path} />
      ))}
    </nav>
  )
}

function useEntries(): MenuEntry[] {
  const role = useStore(session, ({ person }) => person?.role)
  return menuFor(role === 'administrator' || role === 'client' ? role : 'agent')
}

function Entry({ entry, path }: { entry: MenuEntry; path: string }) {
  const { t } = useTranslation('menu')
  const { id, href, icon, counts = [] } = entry
  const count = useStore(attention.items, (items) => countOf(items, counts))
  const label = t(`tab.${id}`)
  return (
    <Tab
      href={href}
      icon={icon}
      label={label}
      name={count > 0 ? t(`counted.${counts[0] ?? 'message'}`, { label, count }) : label}
      count={count}
      isCurrent={isCurrent(entry, path)}
    />
  )
}

function More({ entries, path }: { entries: MenuEntry[]; path: string }) {
  const { t } = useTranslation('menu')
  const kinds = entries.flatMap(({ counts = [] }) => counts)
  const count = useStore(attention.items, (items) => countOf(items, kinds))
  const label = t('more')
  return (
    <Tab
      href="/meer"
      icon={Ellipsis}
      label={label}
      name={count > 0 ? t('counted.more', { label, count }) : label}
      count={count}
      isCurrent={path === '/meer' || entries.some((entry) => isCurrent(entry, path))}
    />
  )
}

interface TabProps {
  href: string
  icon: LucideIcon
  label: string
  /** The label with the count in words. */
  name: string
  count: number
  isCurrent: boolean
}

function Tab({ href, icon: Icon, label, name, count, isCurrent }: TabProps) {
  return (
    <Link
      href={href}
      aria-label={name}
      className={styles.entry}
      {...(isCurrent ? { 'aria-current': 'page' as const } : {})}
    >
      <span className={styles.icon}>
        <Icon aria-hidden size="1.4em" />
        {count > 0 && <span className={styles.count} data-count={count > 99 ? '99+' : count} />}
      </span>
      <span>{label}</span>
    </Link>
  )
}
