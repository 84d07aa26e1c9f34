import { type CallSnapshot, call } from '@/state/call'
import { useStore } from '@/ui'

/** Whether a call covers the screen, so that nothing below it may be reached. */
function isCallOpen({ phase, incoming, returnable }: CallSnapshot): boolean {
  return phase !== 'idle' || incoming.length > 0 || returnable !== null
}

export function useCallOpen(): boolean {
  return useStore(call.snapshot, isCallOpen)
}
