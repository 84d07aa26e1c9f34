/** An appointment for tests. */
import type { Appointment, Recipient } from '@/protocol/types'

export function recipient(changes: Partial<Recipient> = {}): Recipient {
  return {
    id: 'r1',
    guest_id: 'g1',
    name: 'Mevrouw Jansen',
    email: 'j@ergens.test',
    mobile: '',
    mail_state: 'sent',
    mail_reason: '',
    mail_said: '',
    sms_state: 'none',
    sms_reason: '',
    sms_said: '',
    ...changes,
  }
}

export function appointment(changes: Partial<Appointment> = {}): Appointment {
  return {
    id: 'a1',
    starts_at: '2026-11-23T13:00:00Z',
    ends_at: '2026-11-23T13:30:00Z',
    date: '2026-11-23',
    starts: '14:00',
    ends: '14:30',
    subject: 'Kennismaking',
    description: '',
    urgent: false,
    self_planned: false,
    note: '',
    cancelled: false,
    opens_at: '2026-11-23T12:00:00Z',
    recipients: [recipient()],
    ...changes,
  }
}
