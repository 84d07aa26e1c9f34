/** What we read in django-allauth's answers. */
import type { AllauthAnswer } from '@/protocol/allauth'
import { Refusal } from '@/protocol/refusal'

type Fields = Record<string, unknown>

/** Returns an answer that is a success; throws the refusal of any other. */
export function succeeded(answer: AllauthAnswer): AllauthAnswer {
  if (answer.status >= 200 && answer.status < 300) return answer
  throw new Refusal(answer.status, answer.errors)
}

/** Whether the password was right and a code of the second factor is asked now. */
export function asksCode(answer: AllauthAnswer): boolean {
  return answer.status === 401 && pending(answer).includes('mfa_authenticate')
}

/** The secret that is on offer for an authenticator app, null when there is none. */
export function offeredSecret(answer: AllauthAnswer): string | null {
  return answer.status === 404 && typeof answer.meta.secret === 'string' ? answer.meta.secret : null
}

/** The recovery codes in an answer that may show them. */
export function recoveryCodes(answer: AllauthAnswer): string[] {
  const codes = isRecord(answer.data) ? answer.data.unused_codes : null
  return Array.isArray(codes) ? codes.map(String) : []
}

/** How many recovery codes are left, null when there are none at all. */
export function codesLeft(answer: AllauthAnswer): number | null {
  if (!Array.isArray(answer.data)) return null
  const row = answer.data.filter(isRecord).find(({ type }) => type === 'recovery_codes')
  return typeof row?.unused_code_count === 'number' ? row.unused_code_count : null
}

/** The address that was asked for but not confirmed yet. */
export function unconfirmedAddress(answer: AllauthAnswer): string | null {
  if (!Array.isArray(answer.data)) return null
  const row = answer.data.filter(isRecord).find(({ verified }) => verified === false)
  return typeof row?.email === 'string' ? row.email : null
}

/** The address of an answer about one. */
export function addressOf(answer: AllauthAnswer): string {
  return isRecord(answer.data) && typeof answer.data.email === 'string' ? answer.data.email : ''
}

function pending(answer: AllauthAnswer): string[] {
  const flows = isRecord(answer.data) ? answer.data.flows : null
  if (!Array.isArray(flows)) return []
  return flows.filter(isRecord).flatMap(({ id, is_pending }) => (is_pending === true ? [String(id)] : []))
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null
}
