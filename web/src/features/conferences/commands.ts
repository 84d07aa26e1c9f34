/** What a moderator does, as the server takes it: the same as by star codes. */
import { answer, http, oncePerClick } from '@/protocol/http'
import type { Conference } from '@/protocol/types'

export type Command =
  | { do: 'mute'; participant: string; muted: boolean }
  | { do: 'loudness'; participant: string; by: 1 | -1 }
  | { do: 'remove'; participant: string }
  | { do: 'mute_all'; muted: boolean }
  | { do: 'lock'; closed: boolean }
  | { do: 'end' }
  | { do: 'invite'; number: string }

/** Sends a command; throws the refusal. */
export function send(account_id: string, command: Command): Promise<Conference> {
  const all = { path: { account_id } }
  const one = (participant_id: string) => ({ path: { account_id, participant_id } })
  switch (command.do) {
    case 'mute':
      return answer(
        http.POST('/api/conferences/{account_id}/participants/{participant_id}/mute', {
          params: one(command.participant),
          body: { muted: command.muted },
        }),
      )
    case 'loudness':
      return answer(
        http.POST('/api/conferences/{account_id}/participants/{participant_id}/loudness', {
          params: one(command.participant),
          body: { by: command.by },
        }),
      )
    case 'remove':
      return answer(
        http.POST('/api/conferences/{account_id}/participants/{participant_id}/remove', {
          params: one(command.participant),
        }),
      )
    case 'mute_all':
      return answer(
        http.POST('/api/conferences/{account_id}/mute-all', {
          params: all,
          body: { muted: command.muted },
        }),
      )
    case 'lock':
      return answer(
        http.POST('/api/conferences/{account_id}/lock', { params: all, body: { closed: command.closed } }),
      )
    case 'end':
      return answer(http.POST('/api/conferences/{account_id}/end', { params: all }))
    case 'invite':
      return answer(
        http.POST('/api/conferences/{account_id}/invite', {
          params: all,
          body: { number: command.number },
          headers: oncePerClick(),
        }),
      )
  }
}
