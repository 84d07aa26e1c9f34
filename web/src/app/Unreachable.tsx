import { ServerOff } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { refreshSession } from '@/state/session'
import { Button, EmptyState } from '@/ui'

/** The first screen when the server does not answer; it tries again by itself when the network comes back. */
export function Unreachable() {
  const { t } = useTranslation(['shell', 'common'])
  const [pending, setPending] = useState(false)
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
