/** People, rooms and rings for the tests of a call. */
import type { Person, Ring, Room, Seat } from '@/protocol/types'

export const ME = 'me'
export const TAB = 'tab-1'

export function person(id: string): Person {
  return {
    id,
    name: id.toUpperCase(),
    photo: null,
    function: '',
    role: 'agent',
    extension: '',
    organisation_id: 'organisation',
  } as Person
}

export function seat(id: string, who: string, values: Partial<Seat> = {}): Seat {
  return {
    id,
    person: person(who),
    client: who === ME ? TAB : `${who}-tab`,
    circle: 'main',
    guest: false,
    telephone: false,
    successor: null,
    state: 'joined',
    joined_at: '2026-11-21T10:00:00Z',
    ...values,
  }
}

export function ring(id: string, caller: string, callee: string, values: Partial<Ring> = {}): Ring {
  return {
    id,
    room_id: 'room',
    caller: person(caller),
    callee: person(callee),
    media: 'video',
    purpose: 'call',
    hunt: null,
    note: '',
    others: [],
    state: 'ringing',
    started_at: '2026-11-21T10:00:00Z',
    deadline: '2026-11-21T10:00:30Z',
    ended_at: null,
    client: null,
    ...values,
  } as Ring
}

export function room(values: Partial<Room> = {}): Room {
  return {
    id: 'room',
    media: 'video',
    state: 'ringing',
    topology: 'mesh',
    purpose: 'call',
    about: null,
    version: 1,
    countdown: true,
    created_at: '2026-11-21T10:00:00Z',
    connected_at: null,
    ended_at: null,
    seats: [],
    rings: [],
    ...values,
  } as Room
}
