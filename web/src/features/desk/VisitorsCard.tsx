import { MessageSquareText, PhoneIncoming } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { attention, countOf } from '@/state/attention'
import { availability } from '@/state/availability'
import { call } from '@/state/call'
import { Card, LinkButton, useStore } from '@/ui'
import styles from './Start.module.css'

/** The visitors of the website who ring now, and the way to what others have written (DSK-1, BTN-3). */
export default function VisitorsCard() {
  const { t } = useTranslation('desk')
  const available = useStore(availability, (current) => current.available)
  const visitors = useStore(call.snapshot, ({ incoming }) => incoming).filter(
    ({ purpose }) => purpose === 'visit',
  )
  const items = useStore(attention.items)
  const messages = countOf(items, ['message'])
  const href = items.find(({ kind }) => kind === 'message')?.href
  return (
    <Card title={t('visitors.title')}>
      {visitors.length === 0 && (
        <p className={styles.quiet}>{t(available ? 'visitors.none' : 'visitors.none_off')}</p>
      )}
      <ul role="list" className={styles.rows} hidden={visitors.length === 0}>
        {visitors.map(({ id, caller, note }) => (
          <li key={id} className={styles.row}>
            <PhoneIncoming aria-hidden size="1.25em" className={styles.icon} />
            <span className={styles.words}>
              {t('attention.named.visitor', { name: caller.name })}
              {note && <span className={styles.quiet}>{note}</span>}
            </span>
          </li>
        ))}
      </ul>
      {href && (
        <div>
          <LinkButton href={href} icon={MessageSquareText}>
            {t('attention.counted.message', { count: messages })}
          </LinkButton>
        </div>
      )}
    </Card>
  )
}
