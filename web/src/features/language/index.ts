export { LanguageSwitch } from './LanguageSwitch'
