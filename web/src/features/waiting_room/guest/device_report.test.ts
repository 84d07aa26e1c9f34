import { describe, expect, it } from 'vitest'
import type { OwnMedia } from '@/state/call/types'
import { deviceReport } from './device_report'

const own = (camera: OwnMedia['camera'], microphone: OwnMedia['microphone']): OwnMedia => ({
  stream: null,
  camera,
  microphone,
})

describe('what the agent reads of a guest (WAI-6)', () => {
  it('is good when all works, also while it is switched off', () => {
    expect(deviceReport(own('on', 'off'), null, 'Firefox 128')).toEqual({
      level: 'good',
      reasons: [],
      browser: 'Firefox 128',
    })
  })

  it('tells of a camera that may not be used', () => {
    expect(deviceReport(own('denied', 'on'), null, '')).toMatchObject({
      level: 'limited',
      reasons: ['camera_denied'],
    })
  })

  it('tells of a microphone that is missing, which is worse', () => {
    expect(deviceReport(own('busy', 'missing'), null, '')).toMatchObject({
      level: 'bad',
      reasons: ['microphone_missing', 'camera_busy'],
    })
  })
})
