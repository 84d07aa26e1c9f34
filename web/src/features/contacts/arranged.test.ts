import { describe, expect, it } from 'vitest'
import { arranged } from './arranged'
import { contact } from './fixtures'

const [anna, bram, carla, dirk] = ['Anna', 'Bram', 'Carla', 'Dirk'].map((name) => contact(name)) as [
  ReturnType<typeof contact>,
  ReturnType<typeof contact>,
  ReturnType<typeof contact>,
  ReturnType<typeof contact>,
]
const NOBODY = new Set<string>()

describe('the places of the tiles', () => {
  it('CON-1: begins in the order of the list', () => {
    expect(arranged([], [anna, bram], NOBODY)).toEqual([anna, bram])
  })

  it('CON-1: puts who comes behind the others, wherever the list has him', () => {
    expect(arranged([bram, dirk], [anna, bram, carla, dirk], NOBODY)).toEqual([bram, dirk, anna, carla])
  })

  it('CON-1: takes away who goes, but not who was chosen', () => {
    const chosen = new Set([bram.person_id ?? ''])
    expect(arranged([anna, bram, carla], [carla], chosen)).toEqual([bram, carla])
  })

  it('CON-1: knows a colleague who got another id with his first star', () => {
    const starred = { ...anna, id: 'row', favourite: true }
    expect(arranged([anna, bram], [bram, starred], NOBODY)).toEqual([starred, bram])
  })

  it('gives back the same list when nothing changed', () => {
    const before = [anna, bram]
    expect(arranged(before, [bram, anna], NOBODY)).toBe(before)
  })
})
