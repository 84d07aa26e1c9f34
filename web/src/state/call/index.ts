/** The call of this tab, for whoever uses it. */
import { live } from '../live'
import { me } from '../me'
import { commandsOf } from './commands'
import { Controller } from './controller'
import { surroundings } from './surroundings'
import type { CallController } from './types'

export type * from './types'

const controller = new Controller(
  live,
  commandsOf(() => live.clientId),
  surroundings(() => me.get().person?.settings ?? null),
)

me.subscribe(() => controller.setPerson(me.get().person?.id ?? null))
controller.setPerson(me.get().person?.id ?? null)

export const call: CallController = controller
