import { describe, expect, it } from 'vitest'
import { iceServers, relaysOver } from './relays'

const SERVERS = [
  { urls: ['stun:a.test:3478'] },
  {
    urls: [
      'turn:a.test:3478',
      'turn:a.test:3478?transport=udp',
      'turn:a.test:3478?transport=tcp',
      'turns:a.test:5349',
    ],
    username: '1:me',
    credential: 'secret',
  },
]

describe('NET-1: relays over UDP and over TCP', () => {
  it('parts them by their addresses', () => {
    const own = { username: '1:me', credential: 'secret' }
    expect(relaysOver('udp', SERVERS)).toEqual([
      { ...own, urls: ['turn:a.test:3478', 'turn:a.test:3478?transport=udp'] },
    ])
    expect(relaysOver('tcp', SERVERS)).toEqual([
      { ...own, urls: ['turn:a.test:3478?transport=tcp', 'turns:a.test:5349'] },
    ])
  })

  it('finds none where none are', () => {
    expect(relaysOver('udp', [{ urls: ['stun:a.test'] }])).toEqual([])
    expect(relaysOver('tcp', [])).toEqual([])
  })

  it('leaves out what a server does not have', () => {
    expect(iceServers([{ urls: ['stun:a.test'], username: null, credential: null }])).toEqual([
      { urls: ['stun:a.test'] },
    ])
  })
})
