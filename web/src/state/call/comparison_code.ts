/**
 * Four signs that two people can read to each other (CAL-13). They come from both DTLS fingerprints (RFC 8122): somebody in
 * between would have to show other ones to each side.
 */
import type nl from '@/i18n/nl/symbols.json'

export type SymbolName = keyof typeof nl

/** 64 signs that look and sound different; their place is what counts, so they are never moved. */
const SYMBOLS: readonly (readonly [string, SymbolName])[] = [
  ['🐶', 'dog'],
  ['🐱', 'cat'],
  ['🐴', 'horse'],
  ['🐮', 'cow'],
  ['🐷', 'pig'],
  ['🐘', 'elephant'],
  ['🐰', 'rabbit'],
  ['🐻', 'bear'],
  ['🦁', 'lion'],
  ['🐔', 'chicken'],
  ['🐧', 'penguin'],
  ['🦉', 'owl'],
  ['🐢', 'turtle'],
  ['🐟', 'fish'],
  ['🐙', 'octopus'],
  ['🦋', 'butterfly'],
  ['🌳', 'tree'],
  ['🌵', 'cactus'],
  ['🌷', 'tulip'],
  ['🌻', 'sunflower'],
  ['🍄', 'mushroom'],
  ['🌙', 'moon'],
  ['☀️', 'sun'],
  ['⛄', 'snowman'],
  ['🌈', 'rainbow'],
  ['🔥', 'fire'],
  ['🍎', 'apple'],
  ['🍌', 'banana'],
  ['🍓', 'strawberry'],
  ['🍋', 'lemon'],
  ['🍇', 'grapes'],
  ['🌽', 'corn'],
  ['🥕', 'carrot'],
  ['🍞', 'bread'],
  ['🧀', 'cheese'],
  ['🍰', 'cake'],
  ['🍦', 'ice_cream'],
  ['☕', 'coffee'],
  ['🏠', 'house'],
  ['⛵', 'boat'],
  ['🚲', 'bicycle'],
  ['🚗', 'car'],
  ['🚂', 'train'],
  ['✈️', 'aeroplane'],
  ['🚀', 'rocket'],
  ['⚓', 'anchor'],
  ['🔑', 'key'],
  ['🔔', 'bell'],
  ['🎈', 'balloon'],
  ['🎁', 'present'],
  ['⚽', 'ball'],
  ['🎸', 'guitar'],
  ['🎹', 'piano'],
  ['🎺', 'trumpet'],
  ['📖', 'book'],
  ['✂️', 'scissors'],
  ['☂️', 'umbrella'],
  ['👑', 'crown'],
  ['🎩', 'hat'],
  ['👓', 'glasses'],
  ['🔨', 'hammer'],
  ['💡', 'lamp'],
  ['⏰', 'alarm_clock'],
  ['❤️', 'heart'],
]

const LENGTH = 4

/** Returns the code of a connection as four places in the list, such as "3-61-0-17"; null without both fingerprints. */
export async function comparisonCode(localSdp: string, remoteSdp: string): Promise<string | null> {
  const both = [fingerprint(localSdp), fingerprint(remoteSdp)]
  if (both.includes(null)) return null
  const text = new TextEncoder().encode(both.sort().join('|'))
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', text))
  return [...digest.slice(0, LENGTH)].map((byte) => byte % SYMBOLS.length).join('-')
}

/** Returns the signs of a code with the names by which they are read out. */
export function codeSymbols(code: string): { symbol: string; name: SymbolName }[] {
  return code.split('-').map((place) => {
    const [symbol, name] = SYMBOLS[Number(place) % SYMBOLS.length] ?? ['❤️', 'heart']
    return { symbol, name }
  })
}

function fingerprint(sdp: string): string | null {
  const found = /^a=fingerprint:(\S+) (\S+)/m.exec(sdp)
  return found ? `${found[1]} ${found[2]}`.toLowerCase() : null
}
