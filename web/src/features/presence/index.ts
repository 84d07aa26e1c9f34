export { PresenceMenu } from './PresenceMenu'
export { usePresence } from './use_presence'
