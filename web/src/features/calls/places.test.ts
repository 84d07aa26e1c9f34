import { describe, expect, it } from 'vitest'
import type { Peer } from '@/state/call'
import { placesOf } from './places'

function peer(seatId: string, values: Partial<Peer> = {}): Peer {
  return { seatId, successor: null, apart: false, arrived: false, ...values } as Peer
}

describe('the places of the others on the screen', () => {
  const bram = peer('bram')
  const carla = peer('carla')

  it('CAL-6: are those in which they came, the large one first', () => {
    const places = placesOf([bram, carla])
    expect([places.count, places.of(bram), places.of(carla)]).toEqual([2, 0, 1])
    expect(placesOf([bram, carla], carla).of(bram)).toBe(1)
  })

  it('CAL-9: the successor waits behind who makes room, and comes to the front when his picture is there', () => {
    const leaving = peer('bram', { successor: 'carla' })
    const waiting = placesOf([leaving, carla])
    expect([waiting.count, waiting.of(leaving), waiting.of(carla)]).toEqual([1, 0, 0])
    expect([waiting.isBehind(leaving), waiting.isBehind(carla)]).toEqual([false, true])
    const arrived = peer('carla', { arrived: true })
    const there = placesOf([leaving, arrived])
    expect([there.count, there.of(leaving), there.of(arrived)]).toEqual([1, 0, 0])
    expect([there.isBehind(leaving), there.isBehind(arrived)]).toEqual([true, false])
  })

  it('CAL-9: in a call of more than two the others keep their places', () => {
    const leaving = peer('bram', { successor: 'dirk' })
    const dirk = peer('dirk')
    const places = placesOf([leaving, carla, dirk], carla)
    expect([places.count, places.of(carla), places.of(leaving), places.of(dirk)]).toEqual([2, 0, 1, 1])
  })

  it('CAL-10: who talks apart has a place of his own', () => {
    const leaving = peer('bram', { successor: 'carla', apart: true })
    expect(placesOf([leaving, carla]).count).toBe(2)
  })
})
