export { OnlinePeople } from './OnlinePeople'
export { keyOf, personOf, useContacts } from './queries'
export { Requests } from './Requests'
