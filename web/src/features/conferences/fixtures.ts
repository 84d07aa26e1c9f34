/** Conferences for the tests. */
import type { Conference, ConferenceParticipant, LiveConference } from '@/protocol/types'

export function participant(id: string, change: Partial<ConferenceParticipant> = {}): ConferenceParticipant {
  return {
    id,
    kind: 'telephone',
    name: '',
    number: '06 1•••••78',
    person_id: null,
    spoken: false,
    moderator: false,
    muted: false,
    loudness: 0,
    talking: false,
    invited: false,
    joined_at: new Date().toISOString(),
    ...change,
  }
}

export function goingOn(
  participants: ConferenceParticipant[],
  change: Partial<LiveConference> = {},
): LiveConference {
  return {
    id: 'held',
    started_at: new Date().toISOString(),
    begun: true,
    closed: false,
    participants,
    invitations: [],
    ...change,
  }
}

export function conferenceOf(live: LiveConference | null, account_id = 'team'): Conference {
  return {
    account_id,
    name: 'Teamoverleg',
    phone_number: '085 000 0100',
    short: '100',
    conference_number: '4321',
    moderator_pin: '9876',
    participant_pin: '1234',
    most: 10,
    waiting: 'each_other',
    live,
  }
}
