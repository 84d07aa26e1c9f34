import { afterEach, describe, expect, it, vi } from 'vitest'
import { Refusal } from '@/protocol/http'
import { serve } from '@/testing'
import { SAVED } from './fixtures'
import { faultOf, removeLogo, uploadLogo } from './logo_upload'

const LOGO = '/api/administration/branding/logo'

afterEach(() => vi.unstubAllGlobals())

describe('the logo on its way', () => {
  it.each([
    [{ type: 'image/svg+xml', name: 'logo.svg', size: 10 }, null],
    [{ type: '', name: 'LOGO.SVG', size: 10 }, null],
    [{ type: 'image/jpeg', name: 'x', size: 1024 * 1024 }, null],
    [{ type: 'image/png', name: 'x.png', size: 1024 * 1024 + 1 }, 'too_large'],
    [{ type: 'application/pdf', name: 'logo.pdf', size: 10 }, 'wrong_type'],
    [{ type: 'image/gif', name: 'logo.gif', size: 10 }, 'wrong_type'],
  ] as const)('ADM-2: %j is judged as %j before it is sent', (file, fault) => {
    expect(faultOf(file)).toBe(fault)
  })

  it('ADM-2: is the body itself, and the answer is the new branding', async () => {
    const asked = serve({ [`PUT ${LOGO}`]: [200, SAVED], [`DELETE ${LOGO}`]: [200, SAVED] })
    await expect(uploadLogo(new Blob(['<svg/>'], { type: 'image/svg+xml' }))).resolves.toEqual(SAVED)
    expect(asked[0]?.body).toBe('<svg/>')
    await expect(removeLogo()).resolves.toEqual(SAVED)
  })

  it('ADM-2: is refused in the words of the server, or of the client without one', async () => {
    const errors = [{ code: 'logo_empty', message: 'Er staan geen vormen in.', param: 'logo' }]
    serve({ [`PUT ${LOGO}`]: [400, { status: 400, errors }] })
    await expect(uploadLogo(new Blob(['x']))).rejects.toThrow('Er staan geen vormen in.')
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('away')))
    await expect(uploadLogo(new Blob(['x']))).rejects.toBeInstanceOf(Refusal)
  })
})
