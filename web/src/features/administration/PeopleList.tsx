import {
  Ban,
  EllipsisVertical,
  type LucideIcon,
  MailPlus,
  MailX,
  Pencil,
  ShieldCheck,
  ShieldOff,
  UserRoundCheck,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '@/i18n/format'
import type { ListedPerson } from '@/protocol/types'
import { session } from '@/state/session'
import { Avatar, Badge, Menu, useStore } from '@/ui'
import styles from './People.module.css'
import { type Act, actsFor, TONES } from './people'

export interface PersonAct {
  act: Act
  person: ListedPerson
}

interface ListProps {
  people: ListedPerson[]
  onEdit: (person: ListedPerson) => void
  onAct: (act: PersonAct) => void
}

const ICONS: Record<Act, LucideIcon> = {
  resend: MailPlus,
  withdraw: MailX,
  block: Ban,
  unblock: UserRoundCheck,
  reset_two_factor: ShieldOff,
}

/** The people in a table, for a wide screen. */
export function PeopleTable({ people, ...props }: ListProps) {
  const { t } = useTranslation('administration')
  return (
    <div className={styles.sheet}>
      <table className={styles.table}>
        <caption className={styles.hidden}>{t('people.list')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('people.name')}</th>
            <th scope="col">{t('people.role')}</th>
            <th scope="col">{t('people.state')}</th>
            <th scope="col" className={styles.wide}>
              {t('people.extension')}
            </th>
            <th scope="col" className={styles.wide}>
              {t('people.last_seen')}
            </th>
            <th scope="col">
              <span className={styles.hidden}>{t('people.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.id}>
              <th scope="row">
                <Who person={person} />
              </th>
              <td>
                {t(`roles.${person.role}`)}
                {person.function && <span className={styles.small}>{person.function}</span>}
              </td>
              <td>
                <States person={person} />
              </td>
              <td className={styles.wide}>{person.extension || '–'}</td>
              <td className={styles.wide}>
                {person.last_seen_at ? formatDateTime(person.last_seen_at) : t('people.never')}
              </td>
              <td className={styles.end}>
                <PersonMenu person={person} {...props} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The people as cards, for a phone. */
export function PeopleCards({ people, ...props }: ListProps) {
  const { t } = useTranslation('administration')
  return (
    <ul role="list" aria-label={t('people.list')} className={styles.cards}>
      {people.map((person) => (
        <li key={person.id} className={styles.card}>
          <div className={styles.cardHead}>
            <Who person={person} />
            <PersonMenu person={person} {...props} />
          </div>
          <p className={styles.facts}>
            <States person={person} />
            <span>
              {[t(`roles.${person.role}`), person.function].filter(Boolean).join(' · ')}
              {person.extension && ` · ${t('people.extension')} ${person.extension}`}
            </span>
          </p>
          <p className={styles.small}>
            {t('people.last_seen')}:{' '}
            {person.last_seen_at ? formatDateTime(person.last_seen_at) : t('people.never')}
          </p>
        </li>
      ))}
    </ul>
  )
}

function Who({ person }: { person: ListedPerson }) {
  const { t } = useTranslation('administration')
  const own = useStore(session, (current) => current.person?.id === person.id)
  return (
    <span className={styles.who}>
      <Avatar person={{ name: person.name, photo: null }} size="s" />
      <span className={styles.words}>
        <span className={styles.name}>
          {person.name}
          {own && <span className={styles.you}> ({t('people.you')})</span>}
        </span>
        <span className={styles.small}>{person.email}</span>
      </span>
    </span>
  )
}

function States({ person }: { person: ListedPerson }) {
  const { t } = useTranslation('administration')
  return (
    <span className={styles.states}>
      <Badge tone={TONES[person.state]}>{t(`states.${person.state}`)}</Badge>
      {person.two_factor && (
        <span className={styles.shield} title={t('people.two_factor_on')}>
          <ShieldCheck aria-hidden size="1.25em" />
          <span className={styles.hidden}>{t('people.two_factor_on')}</span>
        </span>
      )}
    </span>
  )
}

function PersonMenu({ person, onEdit, onAct }: { person: ListedPerson } & Omit<ListProps, 'people'>) {
  const { t } = useTranslation('administration')
  const own = useStore(session, (current) => current.person?.id === person.id)
  return (
    <Menu
      label={t('people.actions_for', { name: person.name })}
      icon={EllipsisVertical}
      items={[
        { label: t('person.edit'), icon: Pencil, onPress: () => onEdit(person) },
        ...actsFor(person, own).map((act) => ({
          label: t(`act.${act}`),
          icon: ICONS[act],
          danger: act === 'block' || act === 'reset_two_factor',
          onPress: () => onAct({ act, person }),
        })),
      ]}
    />
  )
}
