import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Person } from '@/protocol/types'
import type { Notice } from '@/state/call'
import { toast } from '@/ui'
import { useCall } from './use_call'

/** Long enough to read it twice beside a conversation (seconds). */
const SHOWN_FOR = 9

/** Shows what somebody is told in passing during a call. */
export function useNotices(): void {
  const { call } = useCall()
  const { t } = useTranslation('calls')
  useEffect(() => {
    const words = (notice: Notice): string => {
      switch (notice.kind) {
        case 'refused':
          return notice.message
        case 'in_vain':
          return t(`notice.in_vain.${notice.state}`, {
            name: notice.person.name,
            others: listed(notice.others),
          })
        case 'left':
          return t('notice.left', { name: notice.person.name, others: listed(notice.others) })
        case 'handed_over':
          return t('notice.handed_over', { name: notice.from.name, to: notice.to.name })
        case 'taken_over':
          return t('notice.taken_over', { name: notice.from.name, others: listed(notice.others) })
        case 'taken':
          return t('notice.taken')
      }
    }
    return call.onNotice((notice) => {
      toast(words(notice), { seconds: SHOWN_FOR, tone: notice.kind === 'refused' ? 'danger' : 'info' })
    })
  }, [call, t])
}

/** Names as a sentence has them. */
export function listed(people: readonly Pick<Person, 'name'>[]): string {
  return new Intl.ListFormat(document.documentElement.lang).format(people.map(({ name }) => name))
}
