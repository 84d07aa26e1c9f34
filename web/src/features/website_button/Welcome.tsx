import { useTranslation } from 'react-i18next'
import type { VisitDesk } from '@/protocol/types'
import { Form, SubmitButton, TextField } from '@/ui'
import { ConsentField } from './ConsentField'
import { Sheet } from './Sheet'
import styles from './Visit.module.css'
import type { Visit } from './visit'

interface WelcomeProps {
  desk: VisitDesk
  visit: Visit
  /** The browser asks for the camera. */
  opening: boolean
}

/** BTN-2: who the visitor is, if he wants to say it, and what he agrees to. */
export function Welcome({ desk, visit, opening }: WelcomeProps) {
  const { t } = useTranslation('visit')
  return (
    <Sheet title={t('welcome.title')}>
      <p className={styles.text}>{t('welcome.intro', { organisation: desk.organisation })}</p>
      <Form onSubmit={({ name = '', consent }) => visit.begin(name, consent === 'on')}>
        <TextField
          label={t('welcome.name')}
          description={t('welcome.name_help')}
          name="name"
          autoComplete="name"
          autoCapitalize="words"
          maxLength={80}
        />
        <ConsentField desk={desk} />
        <SubmitButton fullWidth>{t('welcome.start')}</SubmitButton>
      </Form>
      <p className={styles.hint} role="status">
        {t(opening ? 'opening.text' : 'welcome.camera')}
      </p>
    </Sheet>
  )
}
