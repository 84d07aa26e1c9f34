/** The call of this tab. */
import { live } from '../live'
import { session } from '../session'
import { commandsOf } from './commands'
import { Controller } from './controller'
import { surroundings } from './surroundings'
import type { CallController } from './types'

export { codeSymbols } from './comparison_code'
export type * from './types'

const controller = new Controller(
  live,
  commandsOf(() => live.clientId),
  surroundings(),
)

session.subscribe(() => controller.setPerson(session.get().person?.id ?? null))
controller.setPerson(session.get().person?.id ?? null)

export const call: CallController = controller
