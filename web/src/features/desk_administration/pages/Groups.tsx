import { useQueryClient } from '@tanstack/react-query'
import { EllipsisVertical, Pencil, Plus, Trash2, UsersRound } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { AdministrationFrame, Removal, useEditing } from '@/features/administration'
import type { Group } from '@/protocol/types'
import { Button, EmptyState, FetchFault, Menu, Skeleton } from '@/ui'
import { GroupDialog } from '../GroupDialog'
import styles from '../Groups.module.css'
import { removeGroup, useGroups } from '../queries'

/** The groups of staff who receive visitors together (ADM-3). */
export default function Groups() {
  const { t } = useTranslation(['groups', 'administration', 'common'])
  const queries = useQueryClient()
  const { data, error, refetch } = useGroups()
  const editing = useEditing<Group>()

  return (
    <AdministrationFrame
      title={t('administration:sections.groups')}
      intro={t('intro')}
      actions={
        <Button variant="primary" icon={Plus} onPress={editing.add}>
          {t('add')}
        </Button>
      }
    >
      <FetchFault error={error} retry={refetch} title={t('failed')} />
      {!data && !error && <Skeleton rows={3} />}
      {data?.length === 0 && <EmptyState icon={UsersRound} title={t('empty_title')} text={t('empty')} />}
      {data && data.length > 0 && <GroupList groups={data} onEdit={editing.edit} onRemove={editing.remove} />}
      {editing.isOpen && <GroupDialog group={editing.edited} onClose={editing.close} />}
      <Removal
        editing={editing}
        words={({ name }) => ({
          title: t('remove_title', { name }),
          text: t('remove_text'),
          confirm: t('remove'),
          done: t('removed', { name }),
        })}
        onRemove={(group) => removeGroup(queries, group)}
      />
    </AdministrationFrame>
  )
}

interface GroupListProps {
  groups: Group[]
  onEdit: (group: Group) => void
  onRemove: (group: Group) => void
}

function GroupList({ groups, onEdit, onRemove }: GroupListProps) {
  const { t } = useTranslation('groups')
  const names = new Intl.ListFormat(document.documentElement.lang)
  return (
    <ul role="list" aria-label={t('list')} className={styles.rows}>
      {groups.map((group) => (
        <li key={group.id} className={styles.row}>
          <div className={styles.words}>
            <h2 className={styles.name}>{group.name}</h2>
            <p className={styles.about}>
              {group.members.length === 0
                ? t('nobody')
                : `${t('count', { count: group.members.length })}: ${names.format(group.members.map(({ name }) => name))}`}
            </p>
          </div>
          <Menu
            label={t('actions_for', { name: group.name })}
            icon={EllipsisVertical}
            items={[
              { label: t('edit'), icon: Pencil, onPress: () => onEdit(group) },
              { label: t('remove'), icon: Trash2, danger: true, onPress: () => onRemove(group) },
            ]}
          />
        </li>
      ))}
    </ul>
  )
}
