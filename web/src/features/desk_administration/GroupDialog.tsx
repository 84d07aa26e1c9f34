import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePeople } from '@/features/administration'
import type { Group } from '@/protocol/types'
import {
  Banner,
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  Form,
  SearchField,
  Skeleton,
  SubmitButton,
  TextField,
  toast,
} from '@/ui'
import styles from './Groups.module.css'
import { matching, staffOf } from './members'
import { saveGroup } from './queries'

/** More people than this are searched by name. */
const FEW = 8

/** Makes a group (`group` null) or changes one. */
export function GroupDialog({ group, onClose }: { group: Group | null; onClose: () => void }) {
  const { t } = useTranslation(['groups', 'common'])
  const queries = useQueryClient()
  const [members, setMembers] = useState<ReadonlySet<string>>(
    () => new Set(group?.members.map(({ id }) => id)),
  )

  async function save({ name = '' }: Record<string, string>) {
    const saved = await saveGroup(queries, group?.id ?? null, { name, members: [...members] })
    toast(t(group ? 'saved' : 'added', { name: saved.name }))
    onClose()
  }

  return (
    <Dialog title={group ? t('edit_title', { name: group.name }) : t('add')} isOpen onClose={onClose}>
      <Form onSubmit={save}>
        <TextField
          label={t('name')}
          name="name"
          defaultValue={group?.name ?? ''}
          autoComplete="off"
          maxLength={60}
          isRequired
          autoFocus={group === null}
        />
        <Members chosen={members} onChange={setMembers} />
        <DialogActions>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <SubmitButton>{t('common:save')}</SubmitButton>
        </DialogActions>
      </Form>
    </Dialog>
  )
}

interface MembersProps {
  chosen: ReadonlySet<string>
  onChange: (chosen: ReadonlySet<string>) => void
}

function Members({ chosen, onChange }: MembersProps) {
  const { t } = useTranslation('groups')
  const [search, setSearch] = useState('')
  const { data, error } = usePeople('')
  const staff = staffOf(data ?? [], chosen)
  const found = matching(staff, search)
  const choose = (id: string, selected: boolean) => {
    const next = new Set(chosen)
    if (selected) next.add(id)
    else next.delete(id)
    onChange(next)
  }
  return (
    <fieldset className={styles.members}>
      <legend className={styles.legend}>{t('members')}</legend>
      {error && <Banner tone="danger">{error.message}</Banner>}
      {!data && !error && <Skeleton rows={3} />}
      {staff.length > FEW && <SearchField label={t('search')} value={search} onChange={setSearch} />}
      {data && (
        <div className={styles.choices}>
          {found.map(({ id, name }) => (
            <Checkbox key={id} isSelected={chosen.has(id)} onChange={(selected) => choose(id, selected)}>
              {name}
            </Checkbox>
          ))}
          {found.length === 0 && <p className={styles.about}>{t('none')}</p>}
        </div>
      )}
    </fieldset>
  )
}
