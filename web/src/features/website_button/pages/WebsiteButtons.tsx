import { useQueryClient } from '@tanstack/react-query'
import { Copy, EllipsisVertical, Pencil, Plus, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { AdministrationFrame, Removal, useEditing } from '@/features/administration'
import type { WebsiteButtons as All, WebsiteButton } from '@/protocol/types'
import { Badge, Button, Card, FetchFault, Menu, Skeleton, toast } from '@/ui'
import { ButtonDialog } from '../ButtonDialog'
import { removeButton, useWebsiteButtons } from '../queries'
import styles from '../WebsiteButtons.module.css'

/** ADM-3: the buttons on websites: make, change, copy the script, try, remove. */
export default function WebsiteButtons() {
  const { t } = useTranslation(['website_button', 'common'])
  const queries = useQueryClient()
  const { data, error, refetch } = useWebsiteButtons()
  const editing = useEditing<WebsiteButton>()
  return (
    <AdministrationFrame title={t('title')} intro={t('intro')}>
      <Card
        title={t('buttons')}
        actions={
          <Button icon={Plus} isDisabled={!data} onPress={editing.add}>
            {t('add')}
          </Button>
        }
      >
        <FetchFault error={error} retry={refetch} title={t('failed')} />
        {data ? (
          <Rows all={data} onEdit={editing.edit} onRemove={editing.remove} />
        ) : (
          !error && <Skeleton rows={3} />
        )}
      </Card>
      {editing.isOpen && data && <ButtonDialog button={editing.edited} all={data} onClose={editing.close} />}
      <Removal
        editing={editing}
        words={({ name }) => ({
          title: t('remove_title', { name }),
          text: t('remove_text'),
          confirm: t('remove'),
          done: t('removed', { name }),
        })}
        onRemove={(button) => removeButton(queries, button)}
      />
    </AdministrationFrame>
  )
}

interface RowsProps {
  all: All
  onEdit: (button: WebsiteButton) => void
  onRemove: (button: WebsiteButton) => void
}

function Rows({ all, onEdit, onRemove }: RowsProps) {
  const { t } = useTranslation('website_button')
  if (all.buttons.length === 0) return <p className={styles.none}>{t('empty')}</p>
  return (
    <ul role="list" aria-label={t('buttons')} className={styles.rows}>
      {all.buttons.map((button) => (
        <li key={button.id} className={styles.row}>
          <ButtonWords button={button} groups={all.groups} />
          <Menu
            label={t('actions_for', { name: button.name })}
            icon={EllipsisVertical}
            items={[
              { label: t('edit'), icon: Pencil, onPress: () => onEdit(button) },
              { label: t('remove'), icon: Trash2, danger: true, onPress: () => onRemove(button) },
            ]}
          />
        </li>
      ))}
    </ul>
  )
}

function ButtonWords({ button, groups }: { button: WebsiteButton; groups: All['groups'] }) {
  const { t } = useTranslation('website_button')
  const names = groups.filter(({ id }) => button.groups.includes(id)).map(({ name }) => name)

  async function copy() {
    try {
      await navigator.clipboard.writeText(button.script)
      toast(t('copied'))
    } catch {
      toast(t('copy_by_hand'))
    }
  }

  return (
    <div className={styles.words}>
      <span className={styles.head}>
        <span className={styles.name}>{button.name}</span>
        <Badge tone={button.active ? 'ok' : 'neutral'}>{t(button.active ? 'on' : 'off')}</Badge>
      </span>
      <span className={styles.about}>{names.length > 0 ? names.join(', ') : t('no_groups')}</span>
      <span className={styles.about}>
        {button.origins.length > 0 ? button.origins.join(', ') : t('no_sites')}
      </span>
      <code className={styles.script}>{button.script}</code>
      <div className={styles.acts}>
        <Button icon={Copy} onPress={() => void copy()}>
          {t('copy')}
        </Button>
        <a href={`/testpagina/${button.public_id}`} target="_blank" rel="noopener" className={styles.link}>
          {t('test_page')}
        </a>
      </div>
    </div>
  )
}
