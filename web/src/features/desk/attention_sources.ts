/** What asks attention for whom calls are: those that ring now, and those that were missed (DSK-2). */
import i18next from 'i18next'
import { useEffect } from 'react'
import { useUnseenCalls } from '@/features/history'
import { attention } from '@/state/attention'
import { markAttention } from '@/state/attention_marks'
import { call } from '@/state/call'
import { useStore } from '@/ui'
import { itemOf, missedItems } from './attention_items'

/** Keeps the calls among what asks attention, and title and icon in step with all of it. */
export function useAttentionSources(): void {
  const incoming = useStore(call.snapshot, (snapshot) => snapshot.incoming)
  const missed = useUnseenCalls()
  useEffect(() => attention.set('calls', incoming.map(itemOf)), [incoming])
  useEffect(() => attention.set('missed_calls', missedItems(missed)), [missed])
  useEffect(() => {
    // The title and the notification of a call that rings need its texts at once.
    void i18next.loadNamespaces('calls')
    const end = markAttention()
    return () => {
      end()
      attention.clear()
    }
  }, [])
}
