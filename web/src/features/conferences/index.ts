export { ConferenceBar } from './ConferenceBar'
export { ConferenceList } from './ConferenceList'
export { followConferences } from './conference_cache'
