export { LateGuests } from './LateGuests'
export { followWaitingRoom } from './queries'
