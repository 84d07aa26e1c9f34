import { afterEach, describe, expect, it, vi } from 'vitest'
import { faultOf, MAX_BYTES, soundOf, uploadPrompt } from './prompt_upload'

afterEach(() => vi.unstubAllGlobals())

function serveOnce(answer: () => Promise<Response>) {
  const fetched = vi.fn<typeof fetch>(answer)
  vi.stubGlobal('fetch', fetched)
  return fetched
}

describe('CNF-2: the recording of a prompt', () => {
  it('is looked at before it is sent', () => {
    expect(faultOf({ size: 0 })).toBe('empty_file')
    expect(faultOf({ size: MAX_BYTES })).toBeNull()
    expect(faultOf({ size: MAX_BYTES + 1 })).toBe('too_large')
  })

  it('is heard anew when it has changed', () => {
    expect(soundOf('nl', 'pin-wrong', 2)).toBe('/api/conference-prompts/nl/pin-wrong.wav?v=2')
  })

  it('is the body itself', async () => {
    const prompts = [{ name: 'pin', text: 'Pin', own: true, seconds: 3 }]
    const fetched = serveOnce(async () => Response.json(prompts))
    const file = new Blob(['RIFF'])
    expect(await uploadPrompt('en', 'pin', file)).toEqual(prompts)
    const [path, options] = fetched.mock.calls[0] ?? []
    expect(path).toBe('/api/conference-prompts/en/pin')
    expect(options).toMatchObject({ method: 'PUT', body: file, headers: { 'Content-Type': 'audio/wav' } })
  })

  it('a refusal is the sentence of the server', async () => {
    const errors = [{ code: 'sound_unreadable', message: 'Dit is geen WAV-bestand.', param: 'file' }]
    serveOnce(async () => Response.json({ status: 400, errors }, { status: 400 }))
    await expect(uploadPrompt('nl', 'pin', new Blob(['x']))).rejects.toThrow('Dit is geen WAV-bestand.')
  })

  it('an answer that is no JSON, or none at all, has a sentence too', async () => {
    serveOnce(async () => new Response('<html>', { status: 502 }))
    await expect(uploadPrompt('nl', 'pin', new Blob(['x']))).rejects.toMatchObject({ status: 502 })
    serveOnce(async () => Promise.reject(new TypeError('away')))
    await expect(uploadPrompt('nl', 'pin', new Blob(['x']))).rejects.toMatchObject({ code: 'unreachable' })
  })
})
