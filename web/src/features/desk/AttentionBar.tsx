import { type LucideIcon, MessageSquareText, PhoneIncoming, PhoneMissed, UserRoundCheck } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { type AttentionItem, type AttentionKind, attention } from '@/state/attention'
import { Button, LinkButton, useStore } from '@/ui'
import styles from './AttentionBar.module.css'

const ICONS: Record<AttentionKind, LucideIcon> = {
  call: PhoneIncoming,
  visitor: PhoneIncoming,
  waiting: UserRoundCheck,
  message: MessageSquareText,
  missed_call: PhoneMissed,
}

/** So many are shown at once; the others by a press. */
const AT_ONCE = 2

/** On every page: what asks attention, each with the way to do something about it (DSK-2). */
export function AttentionBar() {
  const { t } = useTranslation('desk')
  const [path] = useLocation()
  const [all, setAll] = useState(false)
  // What rings covers the whole screen already; what has a page is not told on that page.
  const items = useStore(attention.items).filter(({ href }) => href !== undefined && href !== path)
  const shown = all ? items : items.slice(0, AT_ONCE)
  return (
    <section aria-label={t('attention.label')} className={styles.bar} hidden={items.length === 0}>
      <ul role="list" aria-live="polite" className={styles.items}>
        {shown.map((item) => (
          <Item key={`${item.kind} ${item.id}`} item={item} />
        ))}
      </ul>
      {items.length > AT_ONCE && (
        <Button variant="quiet" aria-expanded={all} onPress={() => setAll(!all)}>
          {all ? t('attention.fewer') : t('attention.more', { count: items.length - AT_ONCE })}
        </Button>
      )}
    </section>
  )
}

function Item({ item: { kind, name = '', count = 1, href = '/' } }: { item: AttentionItem }) {
  const { t } = useTranslation('desk')
  const Icon = ICONS[kind]
  return (
    <li className={styles.item}>
      <Icon aria-hidden size="1.25em" className={styles.icon} />
      <span className={styles.words}>
        {name ? t(`attention.named.${kind}`, { name }) : t(`attention.counted.${kind}`, { count })}
      </span>
      <LinkButton href={href}>{t(`attention.go.${kind}`)}</LinkButton>
    </li>
  )
}
