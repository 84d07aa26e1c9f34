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
    <div role="group" aria-label={t('change_language')} className={styles.group}>
      {LANGUAGES.map(({ id, short, name }) => (
        <button
          key={id}
          type="button"
          lang={id}
          aria-pressed={id === language}
          aria-label={`${short} ${t(name)}`}
          className={styles.choice}
          onClick={() => {
            setLanguage(id).catch((error: Error) => toast(error.message, { tone: 'danger' }))
          }}
        >
          {short}
        </button>
      ))}
    </div>
  )
}
