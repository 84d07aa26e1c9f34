export { SectionFrame } from './SectionFrame'
export { UnsavedChanges } from './unsaved'
