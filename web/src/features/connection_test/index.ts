export { measure } from './measure'
export { Result } from './Result'
