import { ShieldAlert, ShieldCheck } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  codesLeft,
  NotConfirmed,
  RecoveryCodes,
  recoveryCodes,
  succeeded,
  TwoFactorSteps,
  useReauthentication,
} from '@/features/accounts'
import { allauth } from '@/protocol/allauth'
import { refreshSession } from '@/state/session'
import { Badge, Button, Card, ConfirmDialog, Dialog, toast } from '@/ui'
import styles from './settings.module.css'

const AUTHENTICATORS = 'account/authenticators'

type Window = 'setting_up' | 'switching_off' | 'new_codes' | null

/** ACC-8: the second factor: set up, switched off, and its recovery codes made anew. */
export function TwoFactorCard({ isOn }: { isOn: boolean }) {
  const { t } = useTranslation('profile')
  const [open, setOpen] = useState<Window>(null)
  const [codes, setCodes] = useState<string[] | null>(null)
  const { left, count } = useCodesLeft(isOn)
  const { run, dialog } = useReauthentication()

  /** Runs it after the question has closed, so that the one for the password can open. */
  function afterwards(command: () => Promise<void>) {
    void command().catch((error: Error) => {
      if (!(error instanceof NotConfirmed)) toast(error.message, { tone: 'danger' })
    })
  }

  async function switchOff() {
    succeeded(await run(() => allauth('DELETE', `${AUTHENTICATORS}/totp`)))
    await refreshSession()
    toast(t('security.deactivated'))
  }

  async function makeCodes() {
    const made = succeeded(await run(() => allauth('POST', `${AUTHENTICATORS}/recovery-codes`)))
    setCodes(recoveryCodes(made))
    count()
  }

  async function finish() {
    setOpen(null)
    await refreshSession()
    count()
    toast(t('security.activated'))
  }

  const Shield = isOn ? ShieldCheck : ShieldAlert
  return (
    <Card
      title={t('security.two_factor')}
      actions={<Badge tone={isOn ? 'ok' : 'warn'}>{isOn ? t('security.on') : t('security.off')}</Badge>}
    >
      <div className={styles.shield}>
        <Shield aria-hidden size="2.5rem" strokeWidth={1.5} className={isOn ? styles.safe : styles.unsafe} />
        <div>
          <p>{isOn ? t('security.two_factor_on') : t('security.two_factor_off')}</p>
          {isOn && left !== null && (
            <p className={styles.note}>{t('security.codes_left', { count: left })}</p>
          )}
        </div>
      </div>
      <div className={styles.ways}>
        {isOn ? (
          <>
            <Button onPress={() => setOpen('new_codes')}>{t('security.new_codes')}</Button>
            <Button variant="quiet" onPress={() => setOpen('switching_off')}>
              {t('security.deactivate')}
            </Button>
          </>
        ) : (
          <Button variant="primary" onPress={() => setOpen('setting_up')}>
            {t('security.activate')}
          </Button>
        )}
      </div>
      <Dialog
        title={t('security.activate')}
        isOpen={open === 'setting_up'}
        // It may have been switched on before the dialog was closed.
        onClose={() => {
          setOpen(null)
          void refreshSession()
        }}
        size="m"
      >
        <TwoFactorSteps onDone={() => void finish()} />
      </Dialog>
      <ConfirmDialog
        title={t('security.deactivate')}
        text={t('security.deactivate_text')}
        confirmLabel={t('security.deactivate_confirm')}
        danger
        isOpen={open === 'switching_off'}
        onConfirm={() => afterwards(switchOff)}
        onClose={() => setOpen(null)}
      />
      <ConfirmDialog
        title={t('security.new_codes')}
        text={t('security.new_codes_text')}
        confirmLabel={t('security.new_codes_confirm')}
        isOpen={open === 'new_codes'}
        onConfirm={() => afterwards(makeCodes)}
        onClose={() => setOpen(null)}
      />
      <Dialog title={t('security.new_codes')} isOpen={codes !== null} onClose={() => setCodes(null)}>
        <RecoveryCodes codes={codes ?? []} onDone={() => setCodes(null)} />
      </Dialog>
      {dialog}
    </Card>
  )
}

/** How many recovery codes have not been used; `count` asks again. */
function useCodesLeft(isOn: boolean): { left: number | null; count: () => void } {
  const [left, setLeft] = useState<number | null>(null)
  const count = useCallback(() => {
    allauth('GET', AUTHENTICATORS).then(
      (answer) => setLeft(codesLeft(answer)),
      // The number is a help; without it the rest works.
      () => setLeft(null),
    )
  }, [])
  useEffect(() => {
    if (isOn) count()
  }, [isOn, count])
  return { left, count }
}
