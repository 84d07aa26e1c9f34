import { Play, RotateCcw, Square, Upload } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDuration } from '@/i18n/format'
import type { ConferencePrompt, Language } from '@/protocol/types'
import { Badge, Banner, Button, ConfirmDialog, toast } from '@/ui'
import styles from './Prompts.module.css'
import { faultOf, restorePrompt, uploadPrompt } from './prompt_upload'

interface PromptRowProps {
  prompt: ConferencePrompt
  language: Language
  isPlaying: boolean
  onPlay: () => void
  onStop: () => void
  /** It sounds otherwise now. */
  onChanged: (prompts: ConferencePrompt[]) => void
}

/** CNF-2: a sentence that telephones say: heard, replaced by a recording, and brought back. */
export function PromptRow({ prompt, language, isPlaying, onPlay, onStop, onChanged }: PromptRowProps) {
  const { t } = useTranslation('telephony')
  const { name, text, own, seconds } = prompt
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [sending, setSending] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const [restoring, setRestoring] = useState(false)

  async function replace(file: File | undefined) {
    if (file === undefined) return
    const unusable = faultOf(file)
    setFault(unusable && t(`prompts.${unusable}`))
    if (unusable) return
    setSending(true)
    onStop()
    try {
      onChanged(await uploadPrompt(language, name, file))
      toast(t('prompts.replaced'))
    } catch (error) {
      setFault((error as Error).message)
    } finally {
      setSending(false)
    }
  }

  async function restore() {
    onStop()
    onChanged(await restorePrompt(language, name))
    setFault(null)
    toast(t('prompts.restored'))
  }

  return (
    <li className={styles.prompt}>
      <div className={styles.words}>
        <span id={id} lang={language}>
          {text}
        </span>
        {own ? (
          <Badge tone="brand">{t('prompts.own', { length: formatDuration(seconds ?? 0) })}</Badge>
        ) : (
          <span className={styles.standard}>{t('prompts.standard')}</span>
        )}
      </div>
      <div className={styles.ways}>
        <Button
          variant="quiet"
          icon={isPlaying ? Square : Play}
          aria-describedby={id}
          onPress={isPlaying ? onStop : onPlay}
        >
          {t(isPlaying ? 'prompts.stop' : 'prompts.play')}
        </Button>
        <Button
          icon={Upload}
          aria-describedby={id}
          isPending={sending}
          onPress={() => input.current?.click()}
        >
          {t('prompts.replace')}
        </Button>
        {own && (
          <Button
            icon={RotateCcw}
            aria-describedby={id}
            aria-haspopup="dialog"
            onPress={() => setRestoring(true)}
          >
            {t('prompts.restore')}
          </Button>
        )}
        <input
          ref={input}
          type="file"
          accept=".wav,audio/wav,audio/x-wav,audio/wave"
          aria-label={t('prompts.file', { text })}
          hidden
          onChange={({ target }) => {
            void replace(target.files?.[0])
            // The same file again is a new choice.
            target.value = ''
          }}
        />
      </div>
      {fault && (
        <Banner tone="danger" className={styles.fault ?? ''}>
          {fault}
        </Banner>
      )}
      <ConfirmDialog
        title={t('prompts.restore_title')}
        text={
          <>
            <p>{t('prompts.restore_text')}</p>
            <p lang={language}>{text}</p>
          </>
        }
        confirmLabel={t('prompts.restore')}
        isOpen={restoring}
        onConfirm={restore}
        onClose={() => setRestoring(false)}
      />
    </li>
  )
}
