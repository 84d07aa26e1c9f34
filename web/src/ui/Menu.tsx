import type { LucideIcon } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { Menu as AriaMenu, MenuItem, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { Icon, look } from './Button'
import { classNames } from './class_names'
import styles from './Menu.module.css'

export interface MenuEntry {
  label: string
  icon?: LucideIcon
  onPress?: () => void
  danger?: boolean
}

interface MenuProps {
  label: string
  icon?: LucideIcon
  items: MenuEntry[]
  /** Writes the label on the button. */
  withText?: boolean
}

/** A button that opens a list of things to do. */
export function Menu({ label, icon, items, withText }: MenuProps) {
  return (
    <MenuTrigger>
      <AriaButton
        className={look({ variant: 'quiet', className: withText ? undefined : styles.round })}
        {...(withText ? {} : { 'aria-label': label })}
      >
        <Icon icon={icon} />
        {withText && <span>{label}</span>}
      </AriaButton>
      <Popover className={styles.popover ?? ''} offset={4}>
        <AriaMenu className={styles.menu ?? ''} aria-label={label}>
          {items.map(({ label, icon: Drawing, onPress, danger }) => (
            <MenuItem
              key={label}
              {...(onPress ? { onAction: onPress } : {})}
              textValue={label}
              className={classNames(styles.item, danger && styles.danger)}
            >
              {Drawing && <Drawing aria-hidden size="1.25em" />}
              {label}
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}
