import { describe, expect, it } from 'vitest'
import { routeOf } from './server_path'

function statsOf(local: object, pair: object = {}, transport: object = { selectedCandidatePairId: 'pair' }) {
  const items = [
    { id: 'transport', type: 'transport', ...transport },
    { id: 'other', type: 'candidate-pair', localCandidateId: 'none' },
    { id: 'pair', type: 'candidate-pair', localCandidateId: 'local', ...pair },
    { id: 'local', type: 'local-candidate', ...local },
  ]
  return new Map(items.map((item) => [item.id, item]))
}

describe('NET-1: the way that the packets take', () => {
  it('tells a direct one from a relay over UDP, TCP or TLS', () => {
    expect(routeOf(statsOf({ candidateType: 'host' }))).toBe('direct')
    expect(routeOf(statsOf({ candidateType: 'prflx' }))).toBe('direct')
    expect(routeOf(statsOf({ candidateType: 'relay', relayProtocol: 'udp' }))).toBe('relay_udp')
    expect(routeOf(statsOf({ candidateType: 'relay', relayProtocol: 'tcp' }))).toBe('relay_tcp')
    expect(routeOf(statsOf({ candidateType: 'relay', relayProtocol: 'tls' }))).toBe('relay_tcp')
  })

  it('takes the pair that Firefox marks', () => {
    expect(routeOf(statsOf({ candidateType: 'srflx' }, { selected: true }, {}))).toBe('direct')
  })

  it('knows none before one is chosen', () => {
    expect(routeOf(statsOf({ candidateType: 'host' }, {}, {}))).toBeNull()
    expect(routeOf(new Map())).toBeNull()
  })
})
