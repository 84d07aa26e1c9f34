import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, http } from '@/protocol/http'
import { Refusal } from '@/protocol/refusal'
import type { MySettings } from '@/protocol/types'
import { refreshSession, session } from '@/state/session'
import { Card, Form, Spinner, SubmitButton, Switch, TextField, toast, useStore } from '@/ui'
import { BrowserNotifications } from '../BrowserNotifications'
import { type Choices, choicesOf, differs, quietFault, settingsOf } from '../notification_settings'
import { RingSound } from '../RingSound'
import { SettingsFrame } from '../SettingsFrame'
import styles from '../settings.module.css'
import { UnsavedChanges } from '../unsaved'

/** PRO-2: how somebody notices that he is called. */
export default function Notifications() {
  const { t } = useTranslation('profile')
  const settings = useStore(session, ({ person }) => person?.settings ?? null)
  return (
    <SettingsFrame title={t('sections.notifications')} intro={t('notifications.intro')}>
      {settings === null ? <Spinner /> : <NotificationsForm settings={settings} />}
    </SettingsFrame>
  )
}

function NotificationsForm({ settings }: { settings: MySettings }) {
  const { t } = useTranslation(['profile', 'common'])
  const [choices, setChoices] = useState<Choices>(() => choicesOf(settings))
  const dirty = differs(choices, settings)
  const change = (changed: Partial<Choices>) => setChoices({ ...choices, ...changed })

  async function save() {
    const fault = quietFault(choices)
    if (fault) {
      const message = t(`notifications.${fault}`)
      throw new Refusal(400, [{ code: 'quiet_hours_invalid', message, param: 'quiet_until' }])
    }
    const me = await answer(http.PATCH('/api/me', { body: { settings: settingsOf(choices) } }))
    setChoices(choicesOf(me.settings))
    await refreshSession()
    toast(t('saved'))
  }

  return (
    <>
      <Form onSubmit={save}>
        <Card title={t('notifications.ring')}>
          <RingSound value={choices.ring_sound} onChange={(ring_sound) => change({ ring_sound })} />
        </Card>
        <Card title={t('notifications.browser')} intro={t('notifications.browser_intro')}>
          <BrowserNotifications
            wanted={choices.browser_notifications}
            onChange={(browser_notifications) => change({ browser_notifications })}
          />
        </Card>
        <Card title={t('notifications.mail')}>
          <Switch
            isSelected={choices.mail_missed_calls}
            onChange={(mail_missed_calls) => change({ mail_missed_calls })}
          >
            {t('notifications.mail_missed')}
          </Switch>
        </Card>
        <Card title={t('notifications.quiet')} intro={t('notifications.quiet_intro')}>
          <Switch isSelected={choices.quiet} onChange={(quiet) => change({ quiet })}>
            {t('notifications.quiet_switch')}
          </Switch>
          {choices.quiet && (
            <div className={styles.pair}>
              <TextField
                label={t('notifications.from')}
                name="quiet_from"
                type="time"
                value={choices.quiet_from}
                onChange={(quiet_from) => change({ quiet_from })}
                isRequired
              />
              <TextField
                label={t('notifications.until')}
                name="quiet_until"
                type="time"
                value={choices.quiet_until}
                onChange={(quiet_until) => change({ quiet_until })}
                isRequired
              />
            </div>
          )}
        </Card>
        <div className={styles.save}>
          <SubmitButton>{t('common:save')}</SubmitButton>
          {dirty && <span className={styles.note}>{t('unsaved.note')}</span>}
        </div>
      </Form>
      <UnsavedChanges dirty={dirty} />
    </>
  )
}
