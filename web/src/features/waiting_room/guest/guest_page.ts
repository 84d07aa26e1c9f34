/** The guest of this page, put together: he needs neither an account nor the app. */
import { answer, http, oncePerClick } from '@/protocol/http'
import { claimGuestToken } from '@/protocol/identity'
import { persistently } from '@/protocol/persistently'
import type { GuestAgent, GuestPage } from '@/protocol/types'
import { OwnTracks } from '@/state/call/own_media'
import { callMe } from '@/state/call_me'
import { lendTracks } from '@/state/devices'
import { GuestModel } from '@/state/guest'
import { tellGuestLanguage } from '@/state/guest_language'
import { live } from '@/state/live'
import { me } from '@/state/me'
import { Store } from '@/state/store'

const own: OwnTracks = new OwnTracks(() => ownMedia.set(own.view))

/** The guest's camera and microphone while he waits. */
export const ownMedia = new Store(own.view)

export const guest = new GuestModel({
  live,
  own,
  commands: {
    page: () => answer(http.GET('/api/guest')),
    here: (client) => answer(http.POST('/api/guest/here', { body: { client } })),
    report: (report) => answer(http.POST('/api/guest/report', { body: report })),
    speak: tellGuestLanguage,
    say: (text) => answer(http.POST('/api/guest/message', { body: { text }, headers: oncePerClick() })),
  },
  onTelephone: () => callMe.takesOver,
  loadCall: async () => (await persistently(() => import('@/state/call'))).call,
  introduce: (person, language) =>
    me.set((old) =>
      old.person?.id === person?.id && old.language === language
        ? old
        : { person: person && { id: person.id, name: person.name, photo: null, role: 'guest' }, language },
    ),
})

/** Who lets this guest in: the agent of his appointment, or of the call into which he is asked. */
export function hostOf(page: GuestPage | null): GuestAgent | undefined {
  return (page?.appointment ?? page?.invitation)?.agent
}

let opened = false

/** Opens the link and the camera; once, however often the screen is drawn. */
export function openGuestPage(earlyTracks: () => Promise<MediaStreamTrack[]>): void {
  if (opened) return
  opened = true
  const token = claimGuestToken()
  guest.start(token !== null)
  if (token === null) return
  void openCamera(earlyTracks)
}

async function openCamera(earlyTracks: () => Promise<MediaStreamTrack[]>): Promise<void> {
  const tracks = await earlyTracks()
  if (tracks.length > 0) lendTracks(tracks)
  await own.open('video')
  // The server may have been quicker than the camera.
  if (!guest.waits) own.close()
}
