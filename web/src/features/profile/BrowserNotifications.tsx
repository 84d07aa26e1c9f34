import { BellRing, Check } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Banner, Button, Switch, toast, useStore } from '@/ui'
import { askPermission, browserPermission, followPermission, showExample } from './browser_permission'
import styles from './settings.module.css'

interface BrowserNotificationsProps {
  wanted: boolean
  onChange: (wanted: boolean) => void
}

/** PRO-2: notifications of the browser: whether they are wanted, and whether the browser allows them. */
export function BrowserNotifications({ wanted, onChange }: BrowserNotificationsProps) {
  const { t } = useTranslation('profile')
  const permission = useStore(browserPermission)
  useEffect(followPermission, [])

  function choose(next: boolean) {
    onChange(next)
    if (next && permission === 'default') void askPermission()
  }

  async function example() {
    const shown = await showExample('Oogcontact', t('notifications.browser_example'))
    if (!shown) toast(t('notifications.browser_unsupported'), { tone: 'danger' })
  }

  return (
    <>
      <Switch isSelected={wanted} onChange={choose}>
        {t('notifications.browser_switch')}
      </Switch>
      {wanted && permission === 'default' && (
        <Banner
          tone="warn"
          action={<Button onPress={() => void askPermission()}>{t('notifications.browser_allow')}</Button>}
        >
          {t('notifications.browser_ask')}
        </Banner>
      )}
      {wanted && permission === 'denied' && (
        <Banner tone="warn" title={t('notifications.browser_denied_title')}>
          {t('notifications.browser_denied')}
        </Banner>
      )}
      {wanted && permission === 'unsupported' && (
        <Banner tone="info">{t('notifications.browser_unsupported')}</Banner>
      )}
      {wanted && permission === 'granted' && (
        <div className={styles.ways}>
          <span className={styles.good}>
            <Check aria-hidden size="1.25em" />
            {t('notifications.browser_granted')}
          </span>
          <Button variant="quiet" icon={BellRing} onPress={() => void example()}>
            {t('notifications.browser_try')}
          </Button>
        </div>
      )}
    </>
  )
}
