/** The policies as fields of a form (ADM-5). */
import type { Policies } from '@/protocol/types'

/** The least and the most of each number; the server has the same. */
export const BOUNDS = {
  ring_seconds: [15, 60],
  idle_hours_agents: [1, 168],
  idle_days_clients: [1, 90],
  reminder_hours: [0, 168],
  keep_appointments_days: [0, 3650],
  keep_calls_days: [0, 3650],
  keep_visits_days: [0, 3650],
  keep_visitor_messages_days: [0, 3650],
  keep_waiting_messages_days: [0, 3650],
} satisfies Partial<Record<keyof Policies, [number, number]>>

export type NumberField = keyof typeof BOUNDS

/** The numbers as they are typed. */
export type Fields = Omit<Policies, NumberField> & Record<NumberField, string>

export const NUMBER_FIELDS = Object.keys(BOUNDS) as NumberField[]

/** How long things are kept; these may be left empty, which is as 0: for ever. */
export const KEEP_FIELDS = [
  'keep_appointments_days',
  'keep_calls_days',
  'keep_visits_days',
  'keep_visitor_messages_days',
  'keep_waiting_messages_days',
] as const satisfies NumberField[]

export function fieldsOf(policies: Policies): Fields {
  return { ...policies, ...numbers((name) => String(policies[name])) }
}

/** The numbers that can not be used. */
export function faultsOf(fields: Fields): NumberField[] {
  return NUMBER_FIELDS.filter((name) => {
    const [least, most] = BOUNDS[name]
    const value = Number(fields[name])
    const missing = fields[name].trim() === '' && !isKeepField(name)
    return missing || !Number.isInteger(value) || value < least || value > most
  })
}

export function policiesOf(fields: Fields): Policies {
  return { ...fields, ...numbers((name) => Number(fields[name])) }
}

export function isChanged(fields: Fields, saved: Policies): boolean {
  const before = fieldsOf(saved)
  return (Object.keys(before) as (keyof Fields)[]).some((name) => fields[name] !== before[name])
}

export function isKeepField(name: NumberField): boolean {
  return KEEP_FIELDS.some((one) => one === name)
}

function numbers<T>(valueOf: (name: NumberField) => T): Record<NumberField, T> {
  return Object.fromEntries(NUMBER_FIELDS.map((name) => [name, valueOf(name)])) as Record<NumberField, T>
}
