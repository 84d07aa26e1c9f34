export { CallLayer } from './CallLayer'
export { useCallOpen } from './call_open'
