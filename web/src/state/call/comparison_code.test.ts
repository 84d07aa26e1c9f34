import { describe, expect, it } from 'vitest'
import en from '@/i18n/en/symbols.json'
import nl from '@/i18n/nl/symbols.json'
import { codeSymbols, comparisonCode } from './comparison_code'

const sdp = (fingerprint: string) =>
  `v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=fingerprint:sha-256 ${fingerprint}\r\n`
const A = sdp('AB:CD:01')
const B = sdp('12:34:56')

describe('comparison code (CAL-13)', () => {
  it('is the same on both sides', async () => {
    expect(await comparisonCode(A, B)).toBe(await comparisonCode(B, A))
  })

  it('has four signs, each with a name in both languages', async () => {
    const signs = codeSymbols((await comparisonCode(A, B)) ?? '')
    expect(signs).toHaveLength(4)
    for (const { name } of signs) expect([nl[name], en[name]].every(Boolean)).toBe(true)
  })

  it('is another one with somebody in between', async () => {
    expect(await comparisonCode(A, sdp('12:34:57'))).not.toBe(await comparisonCode(A, B))
  })

  it('is not there without both fingerprints', async () => {
    expect(await comparisonCode(A, 'v=0')).toBeNull()
  })
})
