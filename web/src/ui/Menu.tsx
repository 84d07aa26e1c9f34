import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Menu as AriaMenu, MenuItem, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { Button, IconButton } from './Button'
import { classNames } from './class_names'
import styles from './Menu.module.css'

export interface MenuEntry {
  label: string
  icon?: LucideIcon
  onPress?: () => void
  href?: string
  danger?: boolean
}

interface MenuProps {
  label: string
  icon?: LucideIcon
  items: MenuEntry[]
  /** Writes the label on the button. */
  withText?: boolean
  children?: ReactNode
}

/** A button that opens a list of things to do. */
export function Menu({ label, icon, items, withText }: MenuProps) {
  return (
    <MenuTrigger>
      {withText || !icon ? (
        <Button {...(icon ? { icon } : {})} variant="quiet">
          {label}
        </Button>
      ) : (
        <IconButton label={label} icon={icon} />
      )}
      <Popover className={styles.popover ?? ''} offset={4}>
        <AriaMenu className={styles.menu ?? ''} aria-label={label}>
          {items.map(({ label, icon: Icon, onPress, href, danger }) => (
            <MenuItem
              key={label}
              {...(href ? { href } : {})}
              {...(onPress ? { onAction: onPress } : {})}
              textValue={label}
              className={classNames(styles.item, danger && styles.danger)}
            >
              {Icon && <Icon aria-hidden size="1.25em" />}
              {label}
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}
