import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AdministrationFrame } from '@/features/administration'
import type { Language } from '@/protocol/types'
import { session } from '@/state/session'
import { Card, Fetched, Tabs } from '@/ui'
import { PromptRow } from '../PromptRow'
import styles from '../Prompts.module.css'
import { soundOf } from '../prompt_upload'
import { keepPrompts, usePrompts } from '../queries'
import rows from '../Rows.module.css'
import { usePlayer } from '../use_player'

/** CNF-2: all that telephones say, and the organisation's own recordings of it. */
export default function Prompts() {
  const { t } = useTranslation(['telephony', 'administration'])
  const [language, setLanguage] = useState<Language>(session.get().language)
  return (
    <AdministrationFrame title={t('administration:sections.prompts')} intro={t('prompts.intro')}>
      <Tabs<Language>
        label={t('prompts.language')}
        selected={language}
        onChange={setLanguage}
        items={[
          { id: 'nl', label: t('languages.nl') },
          { id: 'en', label: t('languages.en') },
        ]}
      >
        <OfLanguage key={language} language={language} />
      </Tabs>
    </AdministrationFrame>
  )
}

function OfLanguage({ language }: { language: Language }) {
  const { t } = useTranslation('telephony')
  const queries = useQueryClient()
  const prompts = usePrompts(language)
  const { playing, play, stop } = usePlayer()
  // Another number for each change: the browser must not play what it has heard before.
  const [version, setVersion] = useState(() => Date.now())
  return (
    <Card>
      <p className={styles.help}>{t('prompts.file_help')}</p>
      <Fetched query={prompts} failed={t('prompts.failed')} rows={6}>
        {(all) => (
          <ul role="list" aria-label={t('prompts.list')} className={rows.rows}>
            {all.map((prompt) => {
              const address = soundOf(language, prompt.name, version)
              return (
                <PromptRow
                  key={prompt.name}
                  prompt={prompt}
                  language={language}
                  isPlaying={playing === address}
                  onPlay={() => play(address)}
                  onStop={stop}
                  onChanged={(changed) => {
                    setVersion(version + 1)
                    keepPrompts(queries, language, changed)
                  }}
                />
              )
            })}
          </ul>
        )}
      </Fetched>
    </Card>
  )
}
