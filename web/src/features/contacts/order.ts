/** Orders of keys, as somebody changes them. */

/** Returns the keys with `moved` before or behind `target`, in the order in which they stood. */
export function placed(
  keys: readonly string[],
  moved: ReadonlySet<string>,
  target: string,
  side: 'before' | 'after',
): string[] {
  const rest = keys.filter((key) => !moved.has(key))
  const place = rest.indexOf(target) + (side === 'before' ? 0 : 1)
  return [...rest.slice(0, place), ...keys.filter((key) => moved.has(key)), ...rest.slice(place)]
}

/** Returns the keys with this one a place higher (-1) or lower (1); at the end it stays where it is. */
export function stepped(keys: readonly string[], key: string, step: -1 | 1): string[] {
  const neighbour = keys[keys.indexOf(key) + step]
  if (neighbour === undefined) return [...keys]
  return placed(keys, new Set([key]), neighbour, step === -1 ? 'before' : 'after')
}
