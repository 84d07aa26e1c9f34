/** The form of an appointment as fields (APP-1): pure. */
import type { Appointment } from '@/protocol/types'
import { dayOf, fieldText } from './date_text'

export interface InviteeFields {
  id?: string
  name: string
  email: string
  mobile: string
}

export interface PlanFields {
  date: string
  starts: string
  ends: string
  subject: string
  description: string
  recipients: InviteeFields[]
  /** Null until it is changed: then the organisation's text is shown. */
  message: string | null
}

/** An appointment is for two at most; for more there are meetings (APP-6). */
export const MOST_RECIPIENTS = 2

/** How long a conversation lasts when only its start has been chosen (minutes). */
const USUAL = 30

export const NOBODY: InviteeFields = { name: '', email: '', mobile: '' }

export const EMPTY: PlanFields = {
  date: '',
  starts: '',
  ends: '',
  subject: '',
  description: '',
  recipients: [NOBODY],
  message: null,
}

export function fieldsOf({ date, starts, ends, subject, description, recipients }: Appointment): PlanFields {
  return {
    date: fieldText(date),
    starts,
    ends,
    subject,
    description,
    recipients: recipients.map(({ id, name, email, mobile }) => ({ id, name, email, mobile })),
    message: null,
  }
}

/** What goes to the server; a date that can not be understood goes as it is and is refused there with the rest. */
export function planOf(fields: PlanFields, usualMessage: string, today: string) {
  return {
    ...fields,
    date: dayOf(fields.date, today) ?? fields.date,
    message: fields.message ?? usualMessage,
  }
}

/** Chooses a start; the end follows as long as nobody has chosen one that is later. */
export function withStart(fields: PlanFields, starts: string): PlanFields {
  if (!isTime(starts) || (isTime(fields.ends) && fields.ends > starts)) return { ...fields, starts }
  const [hours = 0, minutes = 0] = starts.split(':').map(Number)
  const end = Math.min(hours * 60 + minutes + USUAL, 23 * 60 + 59)
  const ends = `${String(Math.floor(end / 60)).padStart(2, '0')}:${String(end % 60).padStart(2, '0')}`
  return { ...fields, starts, ends }
}

export function withInvitee(fields: PlanFields, place: number, changed: Partial<InviteeFields>): PlanFields {
  const recipients = fields.recipients.map((one, index) => (index === place ? { ...one, ...changed } : one))
  return { ...fields, recipients }
}

export function isEmpty(fields: PlanFields): boolean {
  return JSON.stringify(fields) === JSON.stringify(EMPTY)
}

function isTime(text: string): boolean {
  return /^\d{2}:\d{2}$/.test(text)
}
