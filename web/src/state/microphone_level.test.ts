import { describe, expect, it } from 'vitest'
import { levelOf } from './microphone_level'

describe('PRO-3: the level of the microphone', () => {
  it('is nothing in silence and full at the loudest', () => {
    expect(levelOf(new Float32Array(64))).toBe(0)
    expect(levelOf(new Float32Array(0))).toBe(0)
    expect(levelOf(new Float32Array(64).fill(1))).toBe(1)
    expect(levelOf(new Float32Array(64).fill(1e-6))).toBe(0)
  })

  it('goes by loudness: ten times weaker is a third of the bar lower', () => {
    expect(levelOf(new Float32Array(64).fill(0.1))).toBeCloseTo(2 / 3)
    expect(levelOf(new Float32Array(64).fill(-0.01))).toBeCloseTo(1 / 3)
  })
})
