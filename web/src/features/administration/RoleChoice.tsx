import { useTranslation } from 'react-i18next'
import { RadioGroup } from '@/ui'
import { ROLES, type Role } from './people'

interface RoleChoiceProps {
  value: Role
  onChange: (role: Role) => void
}

/** What somebody is in the organisation. */
export function RoleChoice({ value, onChange }: RoleChoiceProps) {
  const { t } = useTranslation('administration')
  return (
    <RadioGroup<Role>
      label={t('people.role')}
      name="role"
      options={ROLES.map((role) => ({
        value: role,
        label: t(`roles.${role}`),
        description: t(`role_help.${role}`),
      }))}
      value={value}
      onChange={onChange}
    />
  )
}
