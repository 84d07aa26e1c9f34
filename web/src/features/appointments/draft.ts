/** What has been typed and not sent, kept in this tab: nothing typed is ever lost (APP-1). */
import { EMPTY, isEmpty, type PlanFields } from './plan_fields'

const KEY = 'afspraak'

interface Kept {
  person: string
  fields: PlanFields
}

/** What this person has typed before; what somebody else has typed in this tab is thrown away. */
export function keptDraft(person: string): PlanFields {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Kept | null
    if (kept?.person === person && Array.isArray(kept.fields.recipients)) return { ...EMPTY, ...kept.fields }
  } catch {
    // What can not be read is nobody's loss.
  }
  dropDraft()
  return EMPTY
}

export function keepDraft(person: string, fields: PlanFields): void {
  try {
    if (isEmpty(fields)) dropDraft()
    else sessionStorage.setItem(KEY, JSON.stringify({ person, fields } satisfies Kept))
  } catch {
    // A browser that keeps nothing still has the form itself.
  }
}

export function dropDraft(): void {
  sessionStorage.removeItem(KEY)
}
