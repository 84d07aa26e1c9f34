import { RotateCcw, Send } from 'lucide-react'
import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { Refusal } from '@/protocol/http'
import type { BrandingFace, Language } from '@/protocol/types'
import { Button, Card, TextField, toast, useDebounced } from '@/ui'
import styles from './Branding.module.css'
import { MailPreview } from './MailPreview'
import { inserted, PLACES, type Place, wordOf } from './places'
import { sendTestMail, usePreview } from './queries'

interface InvitationCardProps {
  language: Language
  value: string
  standard: string
  onChange: (value: string) => void
  sender: string
  face: BrandingFace
}

/** ADM-2: the text of the invitation in one language, with places to fill in, as its receiver will see it. */
export function InvitationCard({ language, value, standard, onChange, sender, face }: InvitationCardProps) {
  const { t } = useTranslation('branding')
  const box = useRef<HTMLDivElement>(null)
  const [sending, setSending] = useState(false)
  const { data, error } = usePreview(language, useDebounced(value, 400))
  // While the text is refused, the mail as it was stays in view.
  const [shown, setShown] = useState(data)
  if (data !== undefined && data !== shown) setShown(data)
  const fault = error instanceof Refusal && error.status === 400 ? error.message : null

  function insert(place: Place) {
    const area = box.current?.querySelector('textarea')
    const { selectionStart: start = value.length, selectionEnd: end = value.length } = area ?? {}
    const made = inserted(value, wordOf(place, language), start, end)
    // The field must have its new text before the cursor can stand in it.
    flushSync(() => onChange(made.text))
    area?.focus()
    area?.setSelectionRange(made.cursor, made.cursor)
  }

  async function sendTest() {
    setSending(true)
    try {
      toast(t('mail.sent', { email: await sendTestMail(language, value) }))
    } catch (refused) {
      toast((refused as Error).message, { tone: 'danger' })
    } finally {
      setSending(false)
    }
  }

  return (
    <Card title={t(`mail.title_${language}`)}>
      <div className={styles.invitation}>
        <div ref={box} className={styles.writing}>
          <TextField
            label={t(`mail.text_${language}`)}
            name={`invitation_${language}`}
            value={value}
            onChange={onChange}
            error={fault}
            maxLength={3000}
            multiline
            className={styles.text ?? ''}
          />
          <div role="group" aria-label={t('mail.insert')} className={styles.chips}>
            <span className={styles.small} aria-hidden>
              {t('mail.insert')}:
            </span>
            {PLACES.map((place) => (
              <button key={place} type="button" className={styles.chip} onClick={() => insert(place)}>
                {t(`place.${place}`)}
              </button>
            ))}
          </div>
          <div className={styles.ways}>
            <Button icon={Send} isPending={sending} onPress={() => void sendTest()}>
              {t('mail.test')}
            </Button>
            {value !== standard && (
              <Button variant="quiet" icon={RotateCcw} onPress={() => onChange(standard)}>
                {t('mail.standard')}
              </Button>
            )}
          </div>
        </div>
        {shown && <MailPreview preview={shown} language={language} sender={sender} face={face} />}
      </div>
    </Card>
  )
}
