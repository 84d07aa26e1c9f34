/**
 * The service worker: keeps the files of the client, so that the app opens at once and also without the server.
 *
 * A version is kept as a whole, its page with its files. The browser asks for a newer worker with every page that it
 * opens; a new version is fetched beside the old one and takes over when no window is in a call. The version before stays
 * kept, for windows that were opened with it. What people say and do never lands here: only files of the client.
 */
import { fits, isHashed, isPage } from './sw_routes'

/** What of the scope of a service worker is used here; TypeScript's own types of it do not go with those of a page. */
interface WorkerEvent extends Event {
  waitUntil(promise: Promise<unknown>): void
}

interface AskedEvent extends WorkerEvent {
  readonly request: Request
  respondWith(response: Promise<Response>): void
}

interface WindowClient {
  readonly url: string
  postMessage(message: unknown, transfer: Transferable[]): void
}

interface WorkerScope {
  /** Filled in by the build: the files of this version, and a hash of them all. */
  readonly __PRECACHE: { version: string; files: string[] }
  readonly location: Location
  readonly clients: {
    claim(): Promise<void>
    matchAll(options: { type: 'window'; includeUncontrolled: boolean }): Promise<WindowClient[]>
  }
  skipWaiting(): Promise<void>
  addEventListener(type: 'install' | 'activate', listener: (event: WorkerEvent) => void): void
  addEventListener(type: 'fetch', listener: (event: AskedEvent) => void): void
  addEventListener(
    type: 'message',
    listener: (event: WorkerEvent & { data?: { type?: unknown } }) => void,
  ): void
}

declare const self: WorkerScope

const { version, files } = self.__PRECACHE
const PREFIX = 'client-'
const NAME = PREFIX + version

/** A window that does not say within this time whether it is in a call may be in one (ms). */
const ANSWER_WITHIN = 2_000

self.addEventListener('install', (event) => event.waitUntil(install()))
self.addEventListener('activate', (event) => event.waitUntil(tidy().then(() => self.clients.claim())))

self.addEventListener('message', (event) => {
  if (event.data?.type === 'activate') event.waitUntil(takeOverUnlessInCall())
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  if (request.mode === 'navigate') {
    if (isPage(pathname)) event.respondWith(page(request))
  } else if (isHashed(pathname) || files.includes(pathname)) {
    event.respondWith(file(request, pathname))
  }
})

async function install(): Promise<void> {
  const cache = await caches.open(NAME)
  try {
    await Promise.all(files.map((path) => keep(cache, path)))
  } catch (error) {
    await caches.delete(NAME)
    throw error
  }
}

async function keep(cache: Cache, path: string): Promise<void> {
  const known = isHashed(path) ? await caches.match(path, { ignoreVary: true }) : undefined
  const response = known ?? (await fetch(path, { cache: isHashed(path) ? 'default' : 'reload' }))
  if (!response.ok) throw new Error(`${path} answered ${response.status}`)
  if (path === '/' && !fits(await response.clone().text(), files))
    throw new Error('The page is of another version.')
  await cache.put(path, response)
}

/** Deletes what is older than the version before this one. */
async function tidy(): Promise<void> {
  const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== NAME)
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)))
}

async function page(request: Request): Promise<Response> {
  const cache = await caches.open(NAME)
  return (await cache.match('/', { ignoreVary: true })) ?? fetch(request)
}

async function file(request: Request, path: string): Promise<Response> {
  const cache = await caches.open(NAME)
  const known =
    (await cache.match(path, { ignoreVary: true })) ?? (await caches.match(path, { ignoreVary: true }))
  if (known !== undefined) return known
  const response = await fetch(request)
  // A part that was too large to be fetched beforehand.
  if (response.ok && isHashed(path)) await cache.put(path, response.clone())
  return response
}

async function takeOverUnlessInCall(): Promise<void> {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const ours = windows.filter(({ url }) => isPage(new URL(url).pathname))
  const inCall = await Promise.all(ours.map(askInCall))
  if (!inCall.includes(true)) await self.skipWaiting()
}

function askInCall(client: WindowClient): Promise<boolean> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = ({ data }) => resolve(data !== false)
    setTimeout(() => resolve(true), ANSWER_WITHIN)
    client.postMessage({ type: 'in_call?' }, [port2])
  })
}
