import { useQueryClient } from '@tanstack/react-query'
import { Copy, EllipsisVertical, Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AdministrationFrame } from '@/features/administration'
import type { WebsiteButtons as All, WebsiteButton } from '@/protocol/types'
import { Badge, Button, Card, ConfirmDialog, FetchFault, Menu, Skeleton, toast } from '@/ui'
import { ButtonDialog } from '../ButtonDialog'
import { removeButton, useWebsiteButtons } from '../queries'
import styles from '../WebsiteButtons.module.css'

/** ADM-3: the buttons on websites: make, change, copy the script, try, remove. */
export default function WebsiteButtons() {
  const { t } = useTranslation(['website_button', 'common'])
  const query = useWebsiteButtons()
  const [edited, setEdited] = useState<WebsiteButton | 'new' | null>(null)
  const { data, error, refetch } = query
  return (
    <AdministrationFrame title={t('title')} intro={t('intro')}>
      <Card
        title={t('buttons')}
        actions={
          <Button icon={Plus} isDisabled={!data} onPress={() => setEdited('new')}>
            {t('add')}
          </Button>
        }
      >
        <FetchFault error={error} retry={refetch} title={t('failed')} />
        {data ? <Rows all={data} onEdit={setEdited} /> : !error && <Skeleton rows={3} />}
      </Card>
      {edited && data && (
        <ButtonDialog button={edited === 'new' ? null : edited} all={data} onClose={() => setEdited(null)} />
      )}
    </AdministrationFrame>
  )
}

function Rows({ all, onEdit }: { all: All; onEdit: (button: WebsiteButton) => void }) {
  const { t } = useTranslation('website_button')
  const queries = useQueryClient()
  const [removed, setRemoved] = useState<WebsiteButton | null>(null)

  async function remove(button: WebsiteButton) {
    await removeButton(queries, button)
    toast(t('removed', { name: button.name }))
  }

  if (all.buttons.length === 0) return <p className={styles.none}>{t('empty')}</p>
  return (
    <>
      <ul role="list" aria-label={t('buttons')} className={styles.rows}>
        {all.buttons.map((button) => (
          <li key={button.id} className={styles.row}>
            <ButtonWords button={button} groups={all.groups} />
            <Menu
              label={t('actions_for', { name: button.name })}
              icon={EllipsisVertical}
              items={[
                { label: t('edit'), icon: Pencil, onPress: () => onEdit(button) },
                { label: t('remove'), icon: Trash2, danger: true, onPress: () => setRemoved(button) },
              ]}
            />
          </li>
        ))}
      </ul>
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
    </>
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
