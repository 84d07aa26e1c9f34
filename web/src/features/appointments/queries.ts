/** What the server knows of my appointments, and the commands that change them. */
import { keepPreviousData, type QueryClient, useQuery } from '@tanstack/react-query'
import { answer, http, oncePerClick } from '@/protocol/http'
import type { Agendas, Appointment, Contact, Planned, Recipient } from '@/protocol/types'
import { type PlanFields, planOf } from './plan_fields'

const APPOINTMENTS = ['appointments']
const AGENDAS = ['agendas']

/** Contacts that are suggested at once, and signs of a name by which they are looked for. */
const SUGGESTED = 6
const NAME_AT_MOST = 140

export type Way = 'mail' | 'sms'

/** My appointments from the first to the last day, and when I am busy elsewhere. */
export function useAgenda(first: string, last: string) {
  return useQuery({
    queryKey: [...APPOINTMENTS, first, last],
    queryFn: () => answer(http.GET('/api/appointments', { params: { query: { first, last } } })),
    placeholderData: keepPreviousData,
  })
}

/** Contacts whose names have what is typed, a handful; nobody before there are two signs of it. */
export function useContactsNamed(typed: string, wanted: boolean): readonly Contact[] {
  const q = typed.trim().slice(0, NAME_AT_MOST)
  const { data } = useQuery({
    queryKey: ['contacts', 'named', q],
    queryFn: () => answer(http.GET('/api/contacts', { params: { query: { q, limit: SUGGESTED } } })),
    placeholderData: keepPreviousData,
    enabled: wanted && q.length >= 2,
    // Who only types needs no word of it when this fails.
    retry: false,
  })
  return q.length >= 2 ? (data?.items ?? []) : []
}

export function useTexts() {
  return useQuery({
    queryKey: ['appointment-texts'],
    queryFn: () => answer(http.GET('/api/appointments/texts')),
  })
}

/** What else I have at that time; asked only when all of it has been typed. */
export function useOverlaps(time: { date: string | null; starts: string; ends: string }, without?: string) {
  const { date, starts, ends } = time
  return useQuery({
    queryKey: [...APPOINTMENTS, 'overlaps', date, starts, ends, without],
    queryFn: () =>
      answer(
        http.GET('/api/appointments/overlaps', {
          params: { query: { date: date ?? '', starts, ends, ...(without ? { without } : {}) } },
        }),
      ),
    enabled: date !== null && starts !== '' && ends !== '',
    retry: false,
  })
}

export function useAgendas() {
  return useQuery({ queryKey: AGENDAS, queryFn: () => answer(http.GET('/api/appointments/agendas')) })
}

/** Makes an appointment (`changed` undefined) or changes one. */
export function send(
  fields: PlanFields,
  usualMessage: string,
  today: string,
  changed?: Appointment,
): Promise<Planned> {
  const body = planOf(fields, usualMessage, today)
  const headers = oncePerClick()
  if (changed === undefined) return answer(http.POST('/api/appointments', { body, headers }))
  const params = { path: { appointment_id: changed.id } }
  return answer(http.PUT('/api/appointments/{appointment_id}', { params, body, headers }))
}

export function inviteNow(body: {
  name: string
  email: string
  mobile: string
  by: Way
  subject: string
  message: string
}): Promise<Planned> {
  return answer(http.POST('/api/appointments/now', { body, headers: oncePerClick() }))
}

export function cancel({ id }: Appointment, message: string): Promise<Appointment> {
  const params = { path: { appointment_id: id } }
  return answer(
    http.POST('/api/appointments/{appointment_id}/cancel', {
      params,
      body: { message },
      headers: oncePerClick(),
    }),
  )
}

export function sendAgain({ id }: Appointment, recipient: Recipient, by: Way): Promise<Appointment> {
  const params = { path: { appointment_id: id, recipient_id: recipient.id } }
  return answer(
    http.POST('/api/appointments/{appointment_id}/recipients/{recipient_id}/again', {
      params,
      body: { by },
      headers: oncePerClick(),
    }),
  )
}

export async function linkOf({ id }: Appointment, recipient: Recipient): Promise<string> {
  const params = { path: { appointment_id: id, recipient_id: recipient.id } }
  const { url } = await answer(
    http.GET('/api/appointments/{appointment_id}/recipients/{recipient_id}/link', { params }),
  )
  return url
}

export function makeFeed(): Promise<Agendas> {
  return answer(http.POST('/api/appointments/feed', { headers: oncePerClick() }))
}

export function endFeed(): Promise<Agendas> {
  return answer(http.DELETE('/api/appointments/feed'))
}

export function setSource(url: string): Promise<Agendas> {
  return answer(http.PUT('/api/appointments/source', { body: { url } }))
}

export function endSource(): Promise<Agendas> {
  return answer(http.DELETE('/api/appointments/source'))
}

export function refreshSource(): Promise<Agendas> {
  return answer(http.POST('/api/appointments/source/refresh'))
}

export function keepAgendas(queries: QueryClient, agendas: Agendas): void {
  queries.setQueryData(AGENDAS, agendas)
}

export function renewAppointments(queries: QueryClient): Promise<void> {
  return queries.invalidateQueries({ queryKey: APPOINTMENTS })
}
