import { useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { AdministrationFrame, Removal, useEditing } from '@/features/administration'
import type { PhoneNumber, Trunk } from '@/protocol/types'
import { Button, Card, Fetched } from '@/ui'
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
  const editing = useEditing<Trunk>()

  return (
    <Card
      title={t('trunks.title')}
      intro={t('trunks.intro')}
      actions={
        <Button icon={Plus} onPress={editing.add}>
          {t('trunks.add')}
        </Button>
      }
    >
      <Fetched query={trunks} failed={t('telephony.failed')}>
        {(list) =>
          list.length > 0 ? (
            <TrunkList trunks={list} onEdit={editing.edit} onRemove={editing.remove} />
          ) : (
            <p className={styles.none}>{t('trunks.empty')}</p>
          )
        }
      </Fetched>
      {editing.isOpen && <TrunkDialog trunk={editing.edited} onClose={editing.close} />}
      <Removal
        editing={editing}
        words={({ name }) => ({
          title: t('trunks.remove_title', { name }),
          text: t('trunks.remove_text'),
          confirm: t('telephony.remove'),
          done: t('trunks.removed', { name }),
        })}
        onRemove={(trunk) => removeTrunk(queries, trunk)}
      />
    </Card>
  )
}

function Numbers() {
  const { t } = useTranslation('telephony')
  const queries = useQueryClient()
  const numbers = useNumbers()
  const editing = useEditing<PhoneNumber>()

  return (
    <Card
      title={t('numbers.title')}
      intro={t('numbers.intro')}
      actions={
        <Button icon={Plus} onPress={editing.add}>
          {t('numbers.add')}
        </Button>
      }
    >
      <Fetched query={numbers} failed={t('telephony.failed')}>
        {(list) =>
          list.length > 0 ? (
            <NumberList numbers={list} onEdit={editing.edit} onRemove={editing.remove} />
          ) : (
            <p className={styles.none}>{t('numbers.empty')}</p>
          )
        }
      </Fetched>
      {editing.isOpen && <NumberDialog number={editing.edited} onClose={editing.close} />}
      <Removal
        editing={editing}
        words={({ number }) => ({
          title: t('numbers.remove_title', { number }),
          text: t('numbers.remove_text'),
          confirm: t('telephony.remove'),
          done: t('numbers.removed', { number }),
        })}
        onRemove={(number) => removeNumber(queries, number)}
      />
    </Card>
  )
}
