import type { ReactNode } from 'react'
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components/Tabs'
import styles from './Tabs.module.css'

interface TabsProps<V extends string> {
  label: string
  items: { id: V; label: string; count?: number }[]
  selected: V
  onChange: (id: V) => void
  /** What the chosen tab shows. */
  children: ReactNode
}

/** Parts of one screen, one at a time. */
export function Tabs<V extends string>({ label, items, selected, onChange, children }: TabsProps<V>) {
  return (
    <AriaTabs
      selectedKey={selected}
      onSelectionChange={(key) => onChange(key as V)}
      className={styles.tabs ?? ''}
    >
      <TabList aria-label={label} className={styles.list ?? ''}>
        {items.map(({ id, label, count }) => (
          <Tab key={id} id={id} className={styles.tab ?? ''}>
            {label}
            {count !== undefined && count > 0 && <span className={styles.count}>{count}</span>}
          </Tab>
        ))}
      </TabList>
      {/* A panel keeps the id that it was made with, and its tab would point at one that is not there. */}
      <TabPanel key={selected} id={selected} className={styles.panel ?? ''}>
        {children}
      </TabPanel>
    </AriaTabs>
  )
}
