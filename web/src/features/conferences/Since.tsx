import { useState } from 'react'
import { formatClock } from '@/i18n/format'
import { useNow } from '@/ui'

/** How long something has lasted; the server's clock may differ from ours, and nothing begins in the future. */
export function Since({ at }: { at: string }) {
  const now = useNow(1_000)
  const [shown] = useState(() => Date.now())
  const begun = Math.min(Date.parse(at), shown)
  return <time>{formatClock((now - begun) / 1000)}</time>
}
