/** Calls as things that ask attention: pure. */
import type { Ring } from '@/protocol/types'
import type { AttentionItem } from '@/state/attention'

export function itemOf({ id, purpose, caller }: Pick<Ring, 'id' | 'purpose' | 'caller'>): AttentionItem {
  return { id, kind: purpose === 'visit' ? 'visitor' : 'call', name: caller.name }
}

export function missedItems(count: number): AttentionItem[] {
  return count > 0 ? [{ id: 'missed', kind: 'missed_call', count, href: '/oproepen' }] : []
}
