/** What an administrator can do with whom (ADM-1): pure. */
import type { ListedPerson } from '@/protocol/types'

export type PersonState = ListedPerson['state']
export type Role = ListedPerson['role']
export type Act = 'resend' | 'withdraw' | 'block' | 'unblock' | 'reset_two_factor'

export const ROLES: Role[] = ['agent', 'client', 'administrator']
export const STATES: PersonState[] = ['active', 'invited', 'expired', 'blocked', 'withdrawn']

export const TONES: Record<PersonState, 'ok' | 'brand' | 'warn' | 'danger' | 'neutral'> = {
  active: 'ok',
  invited: 'brand',
  expired: 'warn',
  blocked: 'danger',
  withdrawn: 'neutral',
}

/** The acts that make sense for a person; nobody blocks himself. */
export function actsFor(person: ListedPerson, own: boolean): Act[] {
  const acts: Act[] = []
  if (person.state === 'invited' || person.state === 'expired' || person.state === 'withdrawn')
    acts.push('resend')
  if (person.state === 'invited' || person.state === 'expired') acts.push('withdraw')
  if (person.two_factor && !own) acts.push('reset_two_factor')
  if (person.state === 'blocked') acts.push('unblock')
  else if (!own) acts.push('block')
  return acts
}
