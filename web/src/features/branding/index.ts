export { applyBranding } from './apply'
export { BrandLogo } from './BrandLogo'
