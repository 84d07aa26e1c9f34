/** The telephone conference in which this tab takes part. */
import { call } from '../call'
import { OwnTracks } from '../call/own_media'
import { live } from '../live'
import { session } from '../session'
import { commandsOf } from './commands'
import { Connection } from './connection'
import { ConferenceController } from './controller'

export type { ConferenceSnapshot } from './controller'

function inCall(): boolean {
  const { phase } = call.snapshot.get()
  return phase !== 'idle' && phase !== 'ended'
}

export const conference = new ConferenceController({
  live,
  commands: commandsOf(() => live.clientId),
  microphone: (changed) => new OwnTracks(changed),
  connection: (handlers) => new Connection(handlers),
  inCall,
})

session.subscribe(() => conference.setPerson(session.get().person?.id ?? null))
conference.setPerson(session.get().person?.id ?? null)
call.snapshot.subscribe(() => {
  if (inCall()) conference.callBegan()
})
window.addEventListener('pagehide', () => conference.pageClosed())
