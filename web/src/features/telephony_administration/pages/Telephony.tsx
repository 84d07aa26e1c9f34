import { useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AdministrationFrame } from '@/features/administration'
import type { PhoneNumber, Trunk } from '@/protocol/types'
import { Button, Card, ConfirmDialog, Fetched, toast } from '@/ui'
import { ListeningNotice } from '../ListeningNotice'
import { NumberDialog } from '../NumberDialog'
import { NumberList } from '../NumberList'
import { removeNumber, removeTrunk, useNumbers, useTelephoneState, useTrunks } from '../queries'
import styles from '../Rows.module.css'
import { TrunkDialog } from '../TrunkDialog'
import { TrunkList } from '../TrunkList'

/** ADM-4: whether telephones work, the lines to providers, and the telephone numbers. */
export default function Telephony() {
  const { t } = useTranslation(['telephony', 'administration'])
  const state = useTelephoneState()
  return (
    <AdministrationFrame title={t('administration:sections.telephony')} intro={t('telephony.intro')}>
      {state.data && <ListeningNotice {...state.data} />}
      <Trunks />
      <Numbers />
    </AdministrationFrame>
  )
}

function Trunks() {
  const { t } = useTranslation('telephony')
  const queries = useQueryClient()
  const trunks = useTrunks()
  const [edited, setEdited] = useState<Trunk | 'new' | null>(null)
  const [removed, setRemoved] = useState<Trunk | null>(null)

  async function remove(trunk: Trunk) {
    await removeTrunk(queries, trunk)
    toast(t('trunks.removed', { name: trunk.name }))
  }

  return (
    <Card
      title={t('trunks.title')}
      intro={t('trunks.intro')}
      actions={
        <Button icon={Plus} onPress={() => setEdited('new')}>
          {t('trunks.add')}
        </Button>
      }
    >
      <Fetched query={trunks} failed={t('telephony.failed')}>
        {(list) =>
          list.length > 0 ? (
            <TrunkList trunks={list} onEdit={setEdited} onRemove={setRemoved} />
          ) : (
            <p className={styles.none}>{t('trunks.empty')}</p>
          )
        }
      </Fetched>
      {edited && <TrunkDialog trunk={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
      {removed && (
        <ConfirmDialog
          title={t('trunks.remove_title', { name: removed.name })}
          text={t('trunks.remove_text')}
          confirmLabel={t('telephony.remove')}
          danger
          isOpen
          onConfirm={() => remove(removed)}
          onClose={() => setRemoved(null)}
        />
      )}
    </Card>
  )
}

function Numbers() {
  const { t } = useTranslation('telephony')
  const queries = useQueryClient()
  const numbers = useNumbers()
  const [edited, setEdited] = useState<PhoneNumber | 'new' | null>(null)
  const [removed, setRemoved] = useState<PhoneNumber | null>(null)

  async function remove(number: PhoneNumber) {
    await removeNumber(queries, number)
    toast(t('numbers.removed', { number: number.number }))
  }

  return (
    <Card
      title={t('numbers.title')}
      intro={t('numbers.intro')}
      actions={
        <Button icon={Plus} onPress={() => setEdited('new')}>
          {t('numbers.add')}
        </Button>
      }
    >
      <Fetched query={numbers} failed={t('telephony.failed')}>
        {(list) =>
          list.length > 0 ? (
            <NumberList numbers={list} onEdit={setEdited} onRemove={setRemoved} />
          ) : (
            <p className={styles.none}>{t('numbers.empty')}</p>
          )
        }
      </Fetched>
      {edited && <NumberDialog number={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
      {removed && (
        <ConfirmDialog
          title={t('numbers.remove_title', { number: removed.number })}
          text={t('numbers.remove_text')}
          confirmLabel={t('telephony.remove')}
          danger
          isOpen
          onConfirm={() => remove(removed)}
          onClose={() => setRemoved(null)}
        />
      )}
    </Card>
  )
}
