import { useTranslation } from 'react-i18next'
import type { ConferenceSnapshot } from '@/state/conference'
import { Banner } from '@/ui'

/** What is no fault, but only the end of it. */
const PLAIN = new Set(['ended', 'elsewhere', 'call_began'])

/** Why this computer does not take part, and what to do about it. */
export function ProblemText({ snapshot: { problem, message } }: { snapshot: ConferenceSnapshot }) {
  const { t } = useTranslation('conferences')
  if (problem === null) return null
  return (
    <Banner tone={PLAIN.has(problem) ? 'info' : 'danger'} title={t(`problem.${problem}`)}>
      {problem === 'refused' ? message : t(`solution.${problem}`)}
    </Banner>
  )
}
