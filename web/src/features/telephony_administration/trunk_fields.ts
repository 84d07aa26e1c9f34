/** A line as fields of a form (ADM-4): pure. */
import type { Trunk } from '@/protocol/types'

export type Way = Trunk['way']
export type Transport = Trunk['transport']
export type TrunkState = Trunk['state']
export type NumberField = 'port' | 'most_calls'

export const WAYS: Way[] = ['registration', 'peering']
export const TRANSPORTS: Transport[] = ['udp', 'tcp', 'tls']

/** The least and the most of each number; the server has the same. */
export const BOUNDS: Record<NumberField, [number, number]> = {
  port: [1, 65_535],
  most_calls: [0, 1_000],
}

export const TONES: Record<TrunkState, 'ok' | 'brand' | 'danger' | 'neutral'> = {
  registered: 'ok',
  ready: 'ok',
  registering: 'brand',
  failed: 'danger',
  off: 'neutral',
}

/** What is chosen and not typed, and the port, which the transport proposes. */
export interface Choices {
  way: Way
  transport: Transport
  port: string
  abroad: boolean
  active: boolean
}

const NEW: Choices = { way: 'registration', transport: 'udp', port: '5060', abroad: false, active: true }

/** Ports on which each transport is spoken unless a provider says otherwise (RFC 3261, 19.1.2). */
const USUAL: Record<Transport, string> = { udp: '5060', tcp: '5060', tls: '5061' }

export function choicesOf(trunk: Trunk | null): Choices {
  if (trunk === null) return NEW
  const { way, transport, port, abroad, active } = trunk
  return { way, transport, port: String(port), abroad, active }
}

/** Chooses a transport; a port of the administrator's own stays. */
export function withTransport(choices: Choices, transport: Transport): Choices {
  const usual = choices.port.trim() === '' || choices.port === USUAL[choices.transport]
  return { ...choices, transport, port: usual ? USUAL[transport] : choices.port }
}

/** The numbers that can not be used. */
export function faultsOf(data: Record<string, string>): NumberField[] {
  return (Object.keys(BOUNDS) as NumberField[]).filter((name) => {
    const [least, most] = BOUNDS[name]
    const text = (data[name] ?? '').trim()
    return !/^\d+$/.test(text) || Number(text) < least || Number(text) > most
  })
}

/** What goes to the server; an empty password is left out, so that the kept one stays. */
export function trunkOf(data: Record<string, string>, { way, transport, abroad, active }: Choices) {
  const { name = '', host = '', username = '', password = '', caller_number = '', peers = '' } = data
  return {
    name,
    way,
    host: host.trim(),
    port: Number(data.port),
    transport,
    username: username.trim(),
    ...(password === '' ? {} : { password }),
    caller_number: caller_number.trim(),
    peers: linesOf(peers),
    abroad,
    most_calls: Number(data.most_calls),
    active,
  }
}

function linesOf(text: string): string[] {
  return text
    .split(/[\n,;]/)
    .map((line) => line.trim())
    .filter(Boolean)
}

/** The peers as they are typed, one on each line: a network of one address is that address. */
export function peersOf(trunk: Trunk | null): string {
  return (trunk?.peers ?? []).map((peer) => peer.replace(/\/(?:32|128)$/, '')).join('\n')
}

/** The one that carries calls to the outside: the first that is on. */
export function outgoingOf(trunks: readonly Trunk[]): Trunk | undefined {
  return trunks.find(({ active }) => active)
}

/** "sip.voorbeeld.nl:5061"; the port is left out where it is the usual one. */
export function addressOf({ host, port, transport }: Pick<Trunk, 'host' | 'port' | 'transport'>): string {
  return String(port) === USUAL[transport] ? host : `${host}:${port}`
}
