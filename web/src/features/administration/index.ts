export { AdministrationFrame } from './AdministrationFrame'
export { Removal, useEditing } from './editing'
export { usePeople } from './people_commands'
