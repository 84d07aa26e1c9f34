import { useQueryClient } from '@tanstack/react-query'
import { EllipsisVertical, Pencil, Plus, Trash2, UsersRound } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AdministrationFrame } from '@/features/administration'
import type { Group } from '@/protocol/types'
import { Button, ConfirmDialog, EmptyState, FetchFault, Menu, Skeleton, toast } from '@/ui'
import { GroupDialog } from '../GroupDialog'
import styles from '../Groups.module.css'
import { removeGroup, useGroups } from '../queries'

/** The groups of staff who receive visitors together (ADM-3). */
export default function Groups() {
  const { t } = useTranslation(['groups', 'administration', 'common'])
  const queries = useQueryClient()
  const { data, error, refetch } = useGroups()
  const [edited, setEdited] = useState<Group | 'new' | null>(null)
  const [removed, setRemoved] = useState<Group | null>(null)

  async function remove(group: Group) {
    await removeGroup(queries, group)
    toast(t('removed', { name: group.name }))
  }

  return (
    <AdministrationFrame
      title={t('administration:sections.groups')}
      intro={t('intro')}
      actions={
        <Button variant="primary" icon={Plus} onPress={() => setEdited('new')}>
          {t('add')}
        </Button>
      }
    >
      <FetchFault error={error} retry={refetch} title={t('failed')} />
      {!data && !error && <Skeleton rows={3} />}
      {data?.length === 0 && <EmptyState icon={UsersRound} title={t('empty_title')} text={t('empty')} />}
      {data && data.length > 0 && <GroupList groups={data} onEdit={setEdited} onRemove={setRemoved} />}
      {edited && <GroupDialog group={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
      {removed && (
        <ConfirmDialog
          title={t('remove_title', { name: removed.name })}
          text={t('remove_text')}
          confirmLabel={t('remove')}
          danger
          isOpen
          onConfirm={() => remove(removed)}
          onClose={() => setRemoved(null)}
        />
      )}
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
