export { ByLink, OfferLink } from './ByLink'
export { LinkGuests } from './LinkGuests'
