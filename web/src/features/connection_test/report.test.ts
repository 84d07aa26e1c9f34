import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import en from '@/i18n/en/connection_test.json'
import nl from '@/i18n/nl/connection_test.json'
import { reasonsOf, reportText, rowsOf } from './report'
import { type Findings, verdict } from './verdict'

const FOUND: Findings = {
  signalling: 21.4,
  relayUdp: 'ok',
  relayTcp: 'not_configured',
  route: 'direct',
  pathFault: null,
  roundTrip: 25,
  jitter: 1.6,
  loss: 0.021,
  down: 8_000.4,
  up: 640,
  camera: 'ok',
  microphone: 'ok',
}

const WHERE = {
  at: new Date('2026-11-03T10:00:00Z'),
  site: 'https://zorg.example',
  browser: 'Testbrowser 1',
  network: null,
}

beforeAll(async () => {
  await i18next.init({ lng: 'nl', resources: { nl: { connection_test: nl }, en: { connection_test: en } } })
})

describe('NET-2: the report', () => {
  it('tells each figure with its unit', () => {
    const rows = rowsOf(FOUND, i18next.getFixedT('nl', 'connection_test'))
    expect(rows.map(({ value }) => value)).toEqual([
      '21 ms',
      'Bereikbaar',
      'Niet ingericht',
      'Rechtstreeks',
      '8000 kbit/s',
      '640 kbit/s',
      '25 ms',
      '2 %',
      '2 ms',
      'Werkt',
      'Werkt',
    ])
  })

  it('says what could not be measured', () => {
    const unknown = { ...FOUND, signalling: null, loss: null, route: null, pathFault: 'blocked' } as const
    const values = rowsOf(unknown, i18next.getFixedT('nl', 'connection_test')).map(({ value }) => value)
    expect(values[0]).toBe('Niet gemeten')
    expect(values[3]).toBe('Tegengehouden')
  })

  it('is a text for the helpdesk with the verdict and its reasons', () => {
    const text = reportText(FOUND, verdict(FOUND), WHERE, i18next.getFixedT('nl', 'connection_test'))
    expect(text).toContain('Resultaat: Beeldcontact is beperkt mogelijk (slow)')
    expect(text).toContain('Browser: Testbrowser 1')
    expect(text).toContain('Snelheid naar het internet: 640 kbit/s')
  })

  it.each(['nl', 'en'])('has words for every reason in %s', (language) => {
    const t = i18next.getFixedT(language, 'connection_test')
    const states = ['denied', 'missing', 'busy', 'unanswered', 'unsupported'] as const
    const found: Findings[] = [
      FOUND,
      ...states.map((state) => ({ ...FOUND, camera: state, microphone: state })),
      { ...FOUND, up: 10, loss: 0.5 },
      { ...FOUND, signalling: null },
      { ...FOUND, signalling: null, pathFault: 'unreachable' },
      { ...FOUND, pathFault: 'unsupported' },
      { ...FOUND, relayUdp: 'failed', pathFault: 'blocked' },
      { ...FOUND, relayUdp: 'failed', loss: 0.05, route: 'relay_tcp' },
      { ...FOUND, down: null, up: null },
      { ...FOUND, up: 5_000 },
    ]
    for (const each of found) {
      for (const { why, advice } of reasonsOf(verdict(each), t)) {
        expect(`${why} ${advice}`).not.toMatch(/reason\.|undefined/)
        expect(why.length).toBeGreaterThan(10)
      }
    }
  })
})
