import { Copy } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { guestToken } from '@/protocol/identity'
import { Banner, Button, toast } from '@/ui'
import { browserName } from './browser'
import { guest } from './guest_page'

/** This browser can not make video calls: what to do instead, and the link that no address bar shows any more (WAI-6). */
export function Unsupported() {
  const { t } = useTranslation('guest')
  useEffect(() => {
    guest.report({ level: 'bad', reasons: ['unsupported'], browser: browserName(navigator.userAgent) })
  }, [])
  const link = `${location.origin}/gast#${guestToken() ?? ''}`
  return (
    <Banner
      tone="danger"
      title={t('unsupported.title')}
      action={
        <Button
          icon={Copy}
          onPress={() => {
            navigator.clipboard?.writeText(link).then(
              () => toast(t('unsupported.copied')),
              () => toast(link, { seconds: 60 }),
            )
          }}
        >
          {t('unsupported.copy')}
        </Button>
      }
    >
      {t('unsupported.text')}
    </Banner>
  )
}
