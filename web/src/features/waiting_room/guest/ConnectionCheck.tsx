import { Wifi } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, useStore } from '@/ui'
import { checkConnection, connectionCheck, loadConnectionTest } from './connection_check'
import styles from './DeviceCheck.module.css'

const Result = lazy(async () => ({ default: (await loadConnectionTest()).Result }))

/** Whether the connection is good enough; tested by itself when there is time. */
export function ConnectionCheck() {
  const { t } = useTranslation('guest')
  const check = useStore(connectionCheck)
  if (check.name === 'running') return <p role="status">{t('check.connection_running')}</p>
  if (check.name === 'ready') {
    return (
      <Button icon={Wifi} onPress={() => void checkConnection()}>
        {t('check.connection_start')}
      </Button>
    )
  }
  return (
    <div className={styles.result}>
      <Suspense fallback={null}>
        <Result found={check.found} at={check.at} onAgain={() => void checkConnection()} />
      </Suspense>
    </div>
  )
}
