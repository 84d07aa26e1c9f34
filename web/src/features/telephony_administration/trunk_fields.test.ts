import { describe, expect, it } from 'vitest'
import type { Trunk } from '@/protocol/types'
import { addressOf, choicesOf, faultsOf, outgoingOf, peersOf, trunkOf, withTransport } from './trunk_fields'

const TRUNK: Trunk = {
  id: 't',
  name: 'Belbedrijf',
  way: 'peering',
  host: 'sip.belbedrijf.test',
  port: 5070,
  transport: 'tcp',
  username: '',
  has_password: true,
  caller_number: '',
  peers: [],
  abroad: true,
  most_calls: 4,
  active: false,
  state: 'off',
  fault: '',
}

const TYPED = {
  name: 'Belbedrijf',
  host: ' sip.belbedrijf.test ',
  port: '5060',
  username: 'zorg ',
  password: '',
  caller_number: '',
  peers: '192.0.2.7\r\n\r\n 192.0.2.0/24 ',
  most_calls: '10',
}

describe('ADM-4: the fields of a line', () => {
  it('begin with what is usual', () => {
    expect(choicesOf(null)).toEqual({
      way: 'registration',
      transport: 'udp',
      port: '5060',
      abroad: false,
      active: true,
    })
    expect(choicesOf(TRUNK)).toEqual({
      way: 'peering',
      transport: 'tcp',
      port: '5070',
      abroad: true,
      active: false,
    })
  })

  it('an empty password leaves the kept one as it is', () => {
    expect(trunkOf(TYPED, choicesOf(null))).not.toHaveProperty('password')
    expect(trunkOf({ ...TYPED, password: ' geheim' }, choicesOf(null)).password).toBe(' geheim')
  })

  it('take a peer from each line', () => {
    const body = trunkOf(TYPED, choicesOf(null))
    expect(body.peers).toEqual(['192.0.2.7', '192.0.2.0/24'])
    expect(body).toMatchObject({ host: 'sip.belbedrijf.test', username: 'zorg', port: 5060, most_calls: 10 })
    expect(trunkOf({ ...TYPED, peers: '' }, choicesOf(null)).peers).toEqual([])
  })

  it('show a peer of one address without its mask', () => {
    expect(peersOf({ ...TRUNK, peers: ['192.0.2.7/32', '192.0.2.0/24', '2001:db8::1/128'] })).toBe(
      '192.0.2.7\n192.0.2.0/24\n2001:db8::1',
    )
    expect(peersOf(null)).toBe('')
  })

  it.each([
    ['port', ''],
    ['port', '0'],
    ['port', '65536'],
    ['port', '50.5'],
    ['most_calls', '-1'],
    ['most_calls', '1001'],
    ['most_calls', 'tien'],
  ])('%s can not be %j', (name, value) => {
    expect(faultsOf({ ...TYPED, [name]: value })).toEqual([name])
  })

  it('the bounds themselves can be used', () => {
    expect(faultsOf({ port: '1', most_calls: '0' })).toEqual([])
    expect(faultsOf({ port: '65535', most_calls: '1000' })).toEqual([])
  })

  it('the usual port follows the transport, a port of his own does not', () => {
    const tls = withTransport(choicesOf(null), 'tls')
    expect(tls).toMatchObject({ transport: 'tls', port: '5061' })
    expect(withTransport(tls, 'tcp').port).toBe('5060')
    expect(withTransport(choicesOf(TRUNK), 'tls').port).toBe('5070')
  })
})

describe('ADM-4: the list of lines', () => {
  it('the first line that is on carries calls to the outside', () => {
    const on = { ...TRUNK, id: 'on', active: true }
    expect(outgoingOf([TRUNK, on, { ...on, id: 'later' }])?.id).toBe('on')
    expect(outgoingOf([TRUNK])).toBeUndefined()
  })

  it('names a port that is not the usual one', () => {
    expect(addressOf(TRUNK)).toBe('sip.belbedrijf.test:5070')
    expect(addressOf({ ...TRUNK, port: 5060 })).toBe('sip.belbedrijf.test')
    expect(addressOf({ ...TRUNK, transport: 'tls', port: 5060 })).toBe('sip.belbedrijf.test:5060')
  })
})
