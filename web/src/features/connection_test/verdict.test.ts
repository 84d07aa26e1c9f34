import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DeviceState, type Findings, JITTER, LOSS, RATE, ROUND_TRIP, verdict } from './verdict'

const GOOD: Findings = {
  signalling: 20,
  relayUdp: 'ok',
  relayTcp: 'ok',
  route: 'direct',
  pathFault: null,
  roundTrip: 25,
  jitter: 2,
  loss: 0,
  down: 8_000,
  up: 4_000,
  camera: 'ok',
  microphone: 'ok',
}

const NOTHING_MEASURED: Partial<Findings> = {
  route: null,
  roundTrip: null,
  jitter: null,
  loss: null,
  down: null,
  up: null,
}

function judge(differences: Partial<Findings>): [string, ...string[]] {
  const { level, reasons } = verdict({ ...GOOD, ...differences })
  return [level, ...reasons]
}

describe('NET-2: the verdict', () => {
  it('is green when all is well', () => {
    expect(judge({})).toEqual(['good'])
  })

  it.each(['down', 'up'] as const)('judges the speed %s', (way) => {
    expect(judge({ [way]: RATE.limited })).toEqual(['good'])
    expect(judge({ [way]: RATE.limited - 1 })).toEqual(['limited', 'slow'])
    expect(judge({ [way]: RATE.bad })).toEqual(['limited', 'slow'])
    expect(judge({ [way]: RATE.bad - 1 })).toEqual(['bad', 'too_slow'])
    expect(judge({ [way]: 0 })).toEqual(['bad', 'too_slow'])
    expect(judge({ [way]: null })).toEqual(['good'])
  })

  it.each([
    ['loss', LOSS, 0.001],
    ['jitter', JITTER, 1],
    ['roundTrip', ROUND_TRIP, 1],
  ] as const)('judges the %s', (figure, bound, little) => {
    expect(judge({ [figure]: bound.limited })).toEqual(['good'])
    expect(judge({ [figure]: bound.limited + little })).toEqual(['limited', 'unstable'])
    expect(judge({ [figure]: bound.bad })).toEqual(['limited', 'unstable'])
    expect(judge({ [figure]: bound.bad + little })).toEqual(['bad', 'too_unstable'])
    expect(judge({ [figure]: null })).toEqual(['good'])
  })

  it('is red without a way for the messages of the call, and says whether the server was reached at all', () => {
    expect(judge({ signalling: null })).toEqual(['bad', 'no_signalling'])
    expect(judge({ ...NOTHING_MEASURED, signalling: null, pathFault: 'unreachable' })).toEqual([
      'bad',
      'offline',
    ])
  })

  it('is red in a browser that knows no WebRTC', () => {
    expect(judge({ ...NOTHING_MEASURED, pathFault: 'unsupported' })).toEqual(['bad', 'unsupported'])
  })

  it('is red when the network lets nothing through, and orange when a relay is left', () => {
    const blocked = { ...NOTHING_MEASURED, pathFault: 'blocked' } as const
    expect(judge({ ...blocked, relayUdp: 'failed', relayTcp: 'failed' })).toEqual(['bad', 'no_path'])
    expect(judge({ ...blocked, relayUdp: 'not_configured', relayTcp: 'not_configured' })).toEqual([
      'bad',
      'no_path',
    ])
    expect(judge({ ...blocked, relayUdp: 'unknown', relayTcp: 'unknown' })).toEqual(['bad', 'no_path'])
    expect(judge({ ...blocked, relayUdp: 'failed' })).toEqual(['limited', 'unmeasured'])
    expect(judge({ ...blocked, relayTcp: 'not_configured' })).toEqual(['limited', 'unmeasured'])
  })

  it('is orange when the server had no time for the test', () => {
    expect(judge({ ...NOTHING_MEASURED, pathFault: 'server_busy' })).toEqual(['limited', 'unmeasured'])
    expect(judge({ ...NOTHING_MEASURED, pathFault: 'unreachable' })).toEqual(['limited', 'unmeasured'])
  })

  it('is orange when all goes the long way round', () => {
    expect(judge({ route: 'relay_udp' })).toEqual(['good'])
    expect(judge({ route: 'relay_tcp' })).toEqual(['limited', 'detour'])
  })

  it('is orange when there are relays and none can be reached', () => {
    expect(judge({ relayUdp: 'failed' })).toEqual(['good'])
    expect(judge({ relayTcp: 'failed' })).toEqual(['good'])
    expect(judge({ relayUdp: 'failed', relayTcp: 'failed' })).toEqual(['limited', 'no_relay'])
    expect(judge({ relayUdp: 'failed', relayTcp: 'not_configured' })).toEqual(['limited', 'no_relay'])
    expect(judge({ relayUdp: 'not_configured', relayTcp: 'not_configured' })).toEqual(['good'])
    expect(judge({ relayUdp: 'unknown', relayTcp: 'unknown' })).toEqual(['good'])
  })

  it.each(['denied', 'missing', 'busy', 'unanswered', 'unsupported'] as DeviceState[])(
    'judges a device: %s',
    (state) => {
      expect(judge({ camera: state })).toEqual(['limited', `camera_${state}`])
      expect(judge({ microphone: state })).toEqual(['bad', `microphone_${state}`])
      expect(judge({ camera: state, microphone: state })).toEqual([
        'bad',
        `microphone_${state}`,
        `camera_${state}`,
      ])
    },
  )

  it('names the heaviest reason first and leaves out the lighter form of the same', () => {
    expect(judge({ up: 10, loss: 0.2, microphone: 'denied' })).toEqual([
      'bad',
      'too_slow',
      'too_unstable',
      'microphone_denied',
    ])
    expect(judge({ up: 500, loss: 0.05, camera: 'busy' })).toEqual([
      'limited',
      'slow',
      'unstable',
      'camera_busy',
    ])
  })

  it('never gets better when a figure gets worse', () => {
    const RANK = { good: 0, limited: 1, bad: 2 }
    const figure = fc.record({
      down: fc.integer({ min: 0, max: 3_000 }),
      up: fc.integer({ min: 0, max: 3_000 }),
      loss: fc.double({ min: 0, max: 1, noNaN: true }),
      jitter: fc.integer({ min: 0, max: 500 }),
      roundTrip: fc.integer({ min: 0, max: 3_000 }),
    })
    fc.assert(
      fc.property(figure, fc.integer({ min: 0, max: 2_000 }), (one, much) => {
        const worse = {
          down: Math.max(0, one.down - much),
          up: Math.max(0, one.up - much),
          loss: Math.min(1, one.loss + much / 2_000),
          jitter: one.jitter + much,
          roundTrip: one.roundTrip + much,
        }
        const [before, after] = [verdict({ ...GOOD, ...one }), verdict({ ...GOOD, ...worse })]
        expect(RANK[after.level]).toBeGreaterThanOrEqual(RANK[before.level])
      }),
    )
  })
})
