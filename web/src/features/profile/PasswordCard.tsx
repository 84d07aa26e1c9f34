import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  badChoice,
  isGoodChoice,
  NewPassword,
  NotConfirmed,
  succeeded,
  useReauthentication,
} from '@/features/accounts'
import { allauth } from '@/protocol/allauth'
import type { Me } from '@/protocol/types'
import { Card, Form, PasswordField, SubmitButton, toast } from '@/ui'
import styles from './settings.module.css'

const EMPTY = { password: '', confirmation: '' }

/** PRO-1: another password; the other devices are signed out by it. */
export function PasswordCard({ person }: { person: Me }) {
  const { t } = useTranslation(['profile', 'accounts'])
  const [current, setCurrent] = useState('')
  const [chosen, setChosen] = useState(EMPTY)
  const { run, dialog } = useReauthentication()

  async function change() {
    if (!isGoodChoice(chosen, person.strict_password)) {
      throw badChoice(chosen, t('accounts:rules.not_yet'), t('accounts:rules.differs'), 'new_password')
    }
    const body = { current_password: current, new_password: chosen.password }
    try {
      succeeded(await run(() => allauth('POST', 'account/password/change', body)))
    } catch (error) {
      if (error instanceof NotConfirmed) return
      throw error
    }
    setCurrent('')
    setChosen(EMPTY)
    toast(t('security.password_changed'))
  }

  return (
    <Card title={t('security.password')} intro={t('security.password_intro')}>
      <Form onSubmit={change}>
        {/* Tells a store of passwords whose it is. */}
        <input type="text" autoComplete="username" value={person.email} readOnly hidden />
        <PasswordField
          label={t('security.current_password')}
          name="current_password"
          value={current}
          onChange={setCurrent}
          autoComplete="current-password"
          isRequired
        />
        <NewPassword
          {...chosen}
          onChange={setChosen}
          strict={person.strict_password}
          name="new_password"
          label={t('security.new_password')}
          confirmLabel={t('security.confirm_password')}
        />
        <div className={styles.save}>
          <SubmitButton variant="secondary">{t('security.change_password')}</SubmitButton>
        </div>
      </Form>
      {dialog}
    </Card>
  )
}
