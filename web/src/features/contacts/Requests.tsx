import { useQueryClient } from '@tanstack/react-query'
import { Check, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { answer, http } from '@/protocol/http'
import type { ContactRequest } from '@/protocol/types'
import { Avatar, Button, Card, toast } from '@/ui'
import { useRequests } from './queries'
import styles from './Requests.module.css'

/** Who asks to become a contact, with the two answers (CON-3). */
export function Requests() {
  const { t } = useTranslation('contacts')
  const { data = [] } = useRequests()
  if (data.length === 0) return null
  return (
    <Card title={t('requests.title')}>
      <ul role="list" className={styles.list}>
        {data.map((request) => (
          <Request key={request.id} request={request} />
        ))}
      </ul>
    </Card>
  )
}

function Request({ request: { id, person } }: { request: ContactRequest }) {
  const { t } = useTranslation('contacts')
  const queries = useQueryClient()
  const reply = async (how: 'accept' | 'decline') => {
    try {
      const params = { path: { request_id: id } }
      if (how === 'accept') await answer(http.POST('/api/contact-requests/{request_id}/accept', { params }))
      else await answer(http.POST('/api/contact-requests/{request_id}/decline', { params }))
      toast(t(how === 'accept' ? 'requests.accepted' : 'requests.declined', { name: person.name }))
    } catch (error) {
      toast((error as Error).message, { tone: 'danger' })
    }
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['contact-requests'] }),
      queries.invalidateQueries({ queryKey: ['contacts'] }),
    ])
  }
  return (
    <li className={styles.request}>
      <Avatar person={person} />
      <span className={styles.words}>{t('requests.asks', { name: person.name })}</span>
      <div className={styles.answers}>
        <Button icon={X} onPress={() => void reply('decline')}>
          {t('requests.decline')}
        </Button>
        <Button variant="primary" icon={Check} onPress={() => void reply('accept')}>
          {t('requests.accept')}
        </Button>
      </div>
    </li>
  )
}
