/** The policies as fields of a form (ADM-5). */
import type { Policies } from '@/protocol/types'

export type NumberField = 'ring_seconds' | 'idle_hours_agents' | 'idle_days_clients'

/** The least and the most of each number; the server has the same. */
export const BOUNDS: Record<NumberField, [number, number]> = {
  ring_seconds: [15, 60],
  idle_hours_agents: [1, 168],
  idle_days_clients: [1, 90],
}

/** The numbers as they are typed. */
export type Fields = Omit<Policies, NumberField> & Record<NumberField, string>

export const NUMBER_FIELDS = Object.keys(BOUNDS) as NumberField[]

export function fieldsOf(policies: Policies): Fields {
  const { ring_seconds, idle_hours_agents, idle_days_clients } = policies
  return {
    ...policies,
    ring_seconds: String(ring_seconds),
    idle_hours_agents: String(idle_hours_agents),
    idle_days_clients: String(idle_days_clients),
  }
}

/** The numbers that can not be used. */
export function faultsOf(fields: Fields): NumberField[] {
  return NUMBER_FIELDS.filter((name) => {
    const [least, most] = BOUNDS[name]
    const value = Number(fields[name])
    return fields[name].trim() === '' || !Number.isInteger(value) || value < least || value > most
  })
}

export function policiesOf(fields: Fields): Policies {
  return {
    ...fields,
    ring_seconds: Number(fields.ring_seconds),
    idle_hours_agents: Number(fields.idle_hours_agents),
    idle_days_clients: Number(fields.idle_days_clients),
  }
}

export function isChanged(fields: Fields, saved: Policies): boolean {
  const before = fieldsOf(saved)
  return (Object.keys(before) as (keyof Fields)[]).some((name) => fields[name] !== before[name])
}
