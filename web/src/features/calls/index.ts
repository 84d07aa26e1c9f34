export { CallLayer } from './CallLayer'
export { useCallOpen } from './call_open'
export { MediaHelp } from './MediaHelp'
export { VideoView } from './VideoView'
