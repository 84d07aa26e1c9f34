import { Copy, Download } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { session } from '@/state/session'
import { Button, Checkbox, copyText, toast, useStore } from '@/ui'
import styles from './TwoFactor.module.css'

interface RecoveryCodesProps {
  codes: string[]
  onDone: () => void
}

/** ACC-8: the recovery codes, shown once, to download or to copy. */
export function RecoveryCodes({ codes, onDone }: RecoveryCodesProps) {
  const { t } = useTranslation('accounts')
  const email = useStore(session, ({ person }) => person?.email ?? '')
  const [kept, setKept] = useState(false)
  const text = `${t('two_factor.file_title', { email })}\n\n${codes.join('\n')}\n`

  async function copy() {
    const copied = await copyText(text)
    toast(copied ? t('two_factor.copied') : t('two_factor.not_copied'), { tone: copied ? 'info' : 'danger' })
  }

  return (
    <div className={styles.part}>
      <p>{t('two_factor.codes_text')}</p>
      <ul role="list" aria-label={t('two_factor.codes')} className={styles.codes}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={styles.ways}>
        <Button icon={Download} onPress={() => save(text)}>
          {t('two_factor.download')}
        </Button>
        <Button icon={Copy} onPress={() => void copy()}>
          {t('two_factor.copy')}
        </Button>
      </div>
      <Checkbox isSelected={kept} onChange={setKept}>
        {t('two_factor.kept')}
      </Checkbox>
      <Button variant="primary" isDisabled={!kept} onPress={onDone}>
        {t('two_factor.done')}
      </Button>
    </div>
  )
}

function save(text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  const link = document.createElement('a')
  link.href = address
  link.download = 'herstelcodes-oogcontact.txt'
  link.click()
  URL.revokeObjectURL(address)
}
