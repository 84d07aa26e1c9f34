import { ServerOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { refreshSession } from '@/state/session'
import { Button, EmptyState } from '@/ui'

/** Until it tries again by itself (milliseconds). */
const AGAIN_AFTER = 3_000

/** The first screen when the server does not answer; it tries again by itself. */
export function Unreachable() {
  const { t } = useTranslation(['shell', 'common'])
  const [pending, setPending] = useState(false)
  useEffect(() => {
    const again = () => void refreshSession()
    const timer = setInterval(again, AGAIN_AFTER)
    window.addEventListener('online', again)
    return () => {
      clearInterval(timer)
      window.removeEventListener('online', again)
    }
  }, [])
  return (
    <main>
      <EmptyState
        icon={ServerOff}
        title={t('unreachable_title')}
        text={t('unreachable')}
        action={
          <Button
            variant="primary"
            isPending={pending}
            onPress={() => {
              setPending(true)
              void refreshSession().finally(() => setPending(false))
            }}
          >
            {t('common:retry')}
          </Button>
        }
      />
    </main>
  )
}
