export { Entry } from './Entry'
export { useHistory, useUnseenCalls } from './queries'
