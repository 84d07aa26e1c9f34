/** Who rings and why, as the key of a text and its values: on the screen, in the title and in a notification alike. */
import type { Ring } from '@/protocol/types'

export function incomingWords({ purpose, media, caller, others }: Ring) {
  const names = new Intl.ListFormat(document.documentElement.lang).format(others.map(({ name }) => name))
  const values = { name: caller.name, others: names }
  if (purpose === 'call') return { key: `incoming.${media}` as const, values }
  return { key: `incoming.${purpose}` as const, values }
}
