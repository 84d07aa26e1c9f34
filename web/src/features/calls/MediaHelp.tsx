import { useTranslation } from 'react-i18next'
import type { OwnMedia } from '@/state/call'
import { Banner } from '@/ui'

/** What to do when the camera or the microphone can not be used; the call goes on with what there is (CAL-6). */
export function MediaHelp({ own, media }: { own: OwnMedia; media: 'video' | 'audio' }) {
  const { t } = useTranslation('calls')
  const camera = media === 'video' && own.camera !== 'on' && own.camera !== 'off' ? own.camera : null
  const microphone = own.microphone !== 'on' && own.microphone !== 'off' ? own.microphone : null
  if (camera === null && microphone === null) return null
  const both = camera !== null && camera === microphone
  return (
    <Banner
      tone="warn"
      title={
        both
          ? t(`help.both_${camera}`)
          : t(camera ? `help.camera_${camera}` : `help.microphone_${microphone ?? 'missing'}`)
      }
    >
      {t(`help.do_${camera ?? microphone ?? 'missing'}`)}{' '}
      {microphone ? t('help.listen_only') : t('help.others_hear')}
    </Banner>
  )
}
