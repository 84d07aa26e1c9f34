/** A refusal of our own, for a number that is no number: the same form shows it as one of the server. */
import { Refusal } from '@/protocol/refusal'

/** Throws a Refusal that has a sentence at each of these fields; does nothing when there are none. */
export function refuseNumbers<N extends string>(names: readonly N[], sentence: (name: N) => string): void {
  if (names.length === 0) return
  throw new Refusal(
    400,
    names.map((param) => ({ code: 'number_invalid', message: sentence(param), param })),
  )
}
