export { CallLayer } from './CallLayer'
export { isCallOpen, useCallOpen } from './call_open'
