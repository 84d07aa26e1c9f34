export { AdministrationFrame } from './AdministrationFrame'
export { usePeople } from './people_commands'
