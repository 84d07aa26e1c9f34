import { ToggleButton } from 'react-aria-components/ToggleButton'
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup'
import { useTranslation } from 'react-i18next'
import type { Language } from '@/protocol/types'
import { session, setLanguage } from '@/state/session'
import { toast, useStore } from '@/ui'
import styles from './LanguageSwitch.module.css'

const LANGUAGES: { id: Language; short: string; name: 'dutch' | 'english' }[] = [
  { id: 'nl', short: 'NL', name: 'dutch' },
  { id: 'en', short: 'EN', name: 'english' },
]

/** Taal wijzigen, on every page (ACC-12). */
export function LanguageSwitch() {
  const { t } = useTranslation('shell')
  const language = useStore(session, (current) => current.language)
  return (
    <ToggleButtonGroup
      aria-label={t('change_language')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[language]}
      onSelectionChange={(keys) => {
        const chosen = LANGUAGES.find(({ id }) => keys.has(id))
        if (chosen) setLanguage(chosen.id).catch((error: Error) => toast(error.message, { tone: 'danger' }))
      }}
      className={styles.group ?? ''}
    >
      {LANGUAGES.map(({ id, short, name }) => (
        <ToggleButton key={id} id={id} aria-label={`${short} ${t(name)}`} className={styles.choice ?? ''}>
          {short}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
