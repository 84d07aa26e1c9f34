export { followVisitorMessages } from './follow'
