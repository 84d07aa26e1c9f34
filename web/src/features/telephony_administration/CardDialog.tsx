import { Mail, Printer } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, http, oncePerClick } from '@/protocol/http'
import type { ConferenceAccount, Language } from '@/protocol/types'
import { Button, Dialog, DialogActions, Form, RadioGroup, Select, SubmitButton, TextField, toast } from '@/ui'
import styles from './Card.module.css'
import { TakePartCard } from './TakePartCard'

interface CardDialogProps {
  account: ConferenceAccount
  /** In which the telephone number speaks: so does the mail, unless another is chosen. */
  language: Language
  onClose: () => void
}

/** CNF-1: the card of a conference account, to print or to mail. */
export function CardDialog({ account, language, onClose }: CardDialogProps) {
  const { t } = useTranslation('telephony')
  const [role, setRole] = useState<'participant' | 'moderator'>('participant')
  // Null until the form has been open: who comes back from it finds the focus where he left it.
  const [mailing, setMailing] = useState<boolean | null>(null)
  const moderator = role === 'moderator'
  return (
    <Dialog title={t('card.title', { name: account.name })} isOpen onClose={onClose}>
      <RadioGroup<'participant' | 'moderator'>
        label={t('card.for')}
        options={[
          { value: 'participant', label: t('card.participant') },
          { value: 'moderator', label: t('card.moderator') },
        ]}
        value={role}
        onChange={setRole}
      />
      <TakePartCard account={account} moderator={moderator} />
      {mailing ? (
        <MailForm
          account={account}
          moderator={moderator}
          language={language}
          onClose={() => setMailing(false)}
        />
      ) : (
        <DialogActions>
          <Button icon={Mail} onPress={() => setMailing(true)} autoFocus={mailing === false}>
            {t('card.mail')}
          </Button>
          <Button variant="primary" icon={Printer} onPress={() => window.print()}>
            {t('card.print')}
          </Button>
        </DialogActions>
      )}
    </Dialog>
  )
}

function MailForm({ account, moderator, onClose, ...props }: CardDialogProps & { moderator: boolean }) {
  const { t } = useTranslation(['telephony', 'common'])
  const [language, setLanguage] = useState<Language>(props.language)

  async function send({ to = '' }: Record<string, string>) {
    const params = { path: { account_id: account.id } }
    const body = { to: to.trim(), moderator, language }
    await answer(
      http.POST('/api/conference-accounts/{account_id}/card', { params, body, headers: oncePerClick() }),
    )
    toast(t('card.mailed', { to: body.to }))
    onClose()
  }

  return (
    <div className={styles.mail}>
      <h3 className={styles.mailTitle}>{t('card.mail_title')}</h3>
      <Form onSubmit={send}>
        <div className={styles.pair}>
          <TextField
            label={t('card.to')}
            name="to"
            type="email"
            autoComplete="off"
            autoCapitalize="none"
            maxLength={254}
            isRequired
            autoFocus
          />
          <Select<Language>
            label={t('card.language')}
            options={[
              { value: 'nl', label: t('languages.nl') },
              { value: 'en', label: t('languages.en') },
            ]}
            value={language}
            onChange={setLanguage}
          />
        </div>
        <DialogActions>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <SubmitButton>{t('card.mail')}</SubmitButton>
        </DialogActions>
      </Form>
    </div>
  )
}
