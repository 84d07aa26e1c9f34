import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePeople } from '@/features/administration'
import { Checkbox, Fetched, SearchField } from '@/ui'
import { matching, staffOf } from './account_fields'
import styles from './ModeratorChoice.module.css'

/** So many people can be read at a glance; more are searched. */
const FEW = 8

interface ModeratorChoiceProps {
  chosen: ReadonlySet<string>
  onChange: (chosen: ReadonlySet<string>) => void
}

/** Which of the staff lead a conference. */
export function ModeratorChoice({ chosen, onChange }: ModeratorChoiceProps) {
  const { t } = useTranslation(['telephony', 'administration'])
  const about = useId()
  const [search, setSearch] = useState('')
  const people = usePeople('')

  function choose(id: string, selected: boolean) {
    const next = new Set(chosen)
    if (selected) next.add(id)
    else next.delete(id)
    onChange(next)
  }

  return (
    <fieldset className={styles.group} aria-describedby={about}>
      <legend className={styles.legend}>{t('accounts.moderators')}</legend>
      <p id={about} className={styles.about}>
        {t('accounts.moderators_help')}{' '}
        {chosen.size > 0 && t('accounts.moderators_chosen', { count: chosen.size })}
      </p>
      <Fetched query={people} failed={t('administration:people.failed')}>
        {(all) => {
          const staff = staffOf(all, chosen)
          const found = matching(staff, search)
          return (
            <>
              {staff.length > FEW && (
                <SearchField label={t('accounts.moderators_search')} value={search} onChange={setSearch} />
              )}
              <div className={styles.list}>
                {found.map(({ id, name }) => (
                  <Checkbox
                    key={id}
                    isSelected={chosen.has(id)}
                    onChange={(selected) => choose(id, selected)}
                  >
                    {name}
                  </Checkbox>
                ))}
                {found.length === 0 && <p className={styles.about}>{t('accounts.moderators_none')}</p>}
              </div>
            </>
          )
        }}
      </Fetched>
    </fieldset>
  )
}
