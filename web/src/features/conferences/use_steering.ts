import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from '@/ui'
import { type Command, send } from './commands'
import { steer } from './conference_cache'

export interface Steering {
  /** Carries a command out; throws the refusal. */
  carryOut: (command: Command) => Promise<void>
  /** Carries out what a button says, with the refusal as a message. */
  press: (command: Command) => void
  /** Whether the answer to this button is waited for; a step louder and one softer are different buttons. */
  isPending: (command: Command) => boolean
}

/** The commands of one conference. */
export function useSteering(account: string): Steering {
  const queries = useQueryClient()
  const [pending, setPending] = useState<readonly string[]>([])
  const carryOut = (command: Command) => steer(queries, account, () => send(account, command))
  return {
    carryOut,
    press(command) {
      const key = buttonOf(command)
      setPending((old) => [...old, key])
      carryOut(command)
        .catch((error: Error) => toast(error.message, { tone: 'danger' }))
        .finally(() => setPending((old) => old.filter((other) => other !== key)))
    },
    isPending: (command) => pending.includes(buttonOf(command)),
  }
}

/** A switch is one button in both its positions. */
function buttonOf(command: Command): string {
  const who = 'participant' in command ? command.participant : ''
  return [command.do, who, command.do === 'loudness' ? command.by : ''].join(' ')
}
