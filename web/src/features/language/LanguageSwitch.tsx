import { useTranslation } from 'react-i18next'
import type { Language } from '@/protocol/types'
import { me } from '@/state/me'
import { toast, useStore } from '@/ui'
import styles from './LanguageSwitch.module.css'

const LANGUAGES: { id: Language; short: string; name: 'dutch' | 'english' }[] = [
  { id: 'nl', short: 'NL', name: 'dutch' },
  { id: 'en', short: 'EN', name: 'english' },
]

interface LanguageSwitchProps {
  /** Has the texts follow at once, and keeps what was chosen. */
  onChoose: (language: Language) => Promise<void>
}

/** Taal wijzigen, on every page (ACC-12), with an account or as a guest. */
export function LanguageSwitch({ onChoose }: LanguageSwitchProps) {
  const { t } = useTranslation('common')
  const language = useStore(me, (current) => current.language)
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
            onChoose(id).catch((error: Error) => toast(error.message, { tone: 'danger' }))
          }}
        >
          {short}
        </button>
      ))}
    </div>
  )
}
