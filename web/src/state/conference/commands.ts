/** What taking part asks of the server. */
import { answer, csrfToken, http } from '@/protocol/http'
import type { LiveConference } from '@/protocol/types'

export interface Joined {
  participant_id: string
  sdp: string
}

export interface Commands {
  configuration(): Promise<RTCConfiguration>
  join(account: string, sdp: string): Promise<Joined>
  leave(account: string): Promise<void>
  /** Leaves while the page is being closed: nobody waits for the answer. */
  leaveAtOnce(account: string): void
  look(account: string): Promise<LiveConference | null>
}

export function commandsOf(client: () => string): Commands {
  return {
    async configuration() {
      const { ice_servers } = await answer(http.GET('/api/ice-servers'))
      const iceServers = ice_servers.map(({ urls, username, credential }) => ({
        urls,
        ...(username && credential ? { username, credential } : {}),
      }))
      return { iceServers, bundlePolicy: 'max-bundle' }
    },
    join: (account_id, sdp) =>
      answer(
        http.POST('/api/conferences/{account_id}/join', {
          params: { path: { account_id } },
          body: { client: client(), sdp },
        }),
      ),
    async leave(account_id) {
      const body = { client: client() }
      await answer(
        http.POST('/api/conferences/{account_id}/leave', { params: { path: { account_id } }, body }),
      )
    },
    leaveAtOnce(account) {
      // Not a beacon: that can not carry the token that every command has to carry.
      const headers = { 'X-CSRFToken': csrfToken(), 'Content-Type': 'application/json' }
      const body = JSON.stringify({ client: client() })
      const options = { method: 'POST', headers, body, keepalive: true }
      fetch(`/api/conferences/${account}/leave`, options).catch(() => {})
    },
    async look(account_id) {
      const { live } = await answer(
        http.GET('/api/conferences/{account_id}', { params: { path: { account_id } } }),
      )
      return live
    },
  }
}
