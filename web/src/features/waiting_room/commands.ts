/** What an agent asks of the server in his waiting room. */
import { answer, http, oncePerClick } from '@/protocol/http'
import type { Room } from '@/protocol/types'
import { live } from '@/state/live'

/** Calls in who waits for an appointment; answers the room. */
export function startAppointment(appointment: string): Promise<Room> {
  const params = { path: { appointment_id: appointment } }
  const body = { client: live.clientId }
  return answer(
    http.POST('/api/appointments/{appointment_id}/start', { params, body, headers: oncePerClick() }),
  )
}

/** Sends a short message to a guest who waits. */
export async function answerGuest(appointment: string, guest: string, text: string): Promise<void> {
  const params = { path: { appointment_id: appointment } }
  const body = { guest_id: guest, text }
  await answer(
    http.POST('/api/appointments/{appointment_id}/message', { params, body, headers: oncePerClick() }),
  )
}
