import { useState } from 'react'
import { formatClock } from '@/i18n/format'
import { useNow } from '@/ui'

/** A call that began this short ago began on this screen; the server's clock may differ from ours (milliseconds). */
const JUST_NOW = 60_000

/** How long the call lasts already. */
export function TalkClock({ since }: { since: string | null }) {
  const now = useNow(1_000)
  const [shown] = useState(() => Date.now())
  const begun = since === null ? shown : Date.parse(since)
  const start = Math.abs(shown - begun) < JUST_NOW ? shown : Math.min(begun, shown)
  return <time>{formatClock((now - start) / 1000)}</time>
}
