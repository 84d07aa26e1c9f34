import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { LogOut, Monitor, Smartphone } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { formatDateTime } from '@/i18n/format'
import { answer, http } from '@/protocol/http'
import type { Device } from '@/protocol/types'
import { signOut } from '@/state/session'
import { Badge, Button, Card, ConfirmDialog, FetchFault, Skeleton, toast } from '@/ui'
import styles from './settings.module.css'

const KEY = ['sessions']

/** ACC-10: the devices on which somebody is signed in, and the way to sign them out. */
export function SignedInDevices() {
  const { t } = useTranslation(['profile', 'common'])
  const [everywhere, setEverywhere] = useState(false)
  const queries = useQueryClient()
  const { data, error, refetch } = useQuery({
    queryKey: KEY,
    queryFn: () => answer(http.GET('/api/sessions')),
  })
  const others = (data ?? []).some(({ current }) => !current)

  async function signOutOthers() {
    queries.setQueryData(KEY, await answer(http.DELETE('/api/sessions')))
    toast(t('security.everywhere_done'))
  }

  return (
    <Card title={t('security.devices')} intro={t('security.devices_intro')}>
      <FetchFault error={error} retry={refetch} title={t('failed')} />
      {!data && !error && <Skeleton rows={2} />}
      {data && (
        <ul role="list" className={styles.devices}>
          {data.map((device) => (
            <DeviceRow key={device.id} device={device} />
          ))}
        </ul>
      )}
      {data && !others && <p className={styles.note}>{t('security.only_this')}</p>}
      {others && (
        <div>
          <Button icon={LogOut} onPress={() => setEverywhere(true)}>
            {t('security.everywhere')}
          </Button>
        </div>
      )}
      <ConfirmDialog
        title={t('security.everywhere_title')}
        text={t('security.everywhere_text')}
        confirmLabel={t('security.everywhere')}
        danger
        isOpen={everywhere}
        onConfirm={signOutOthers}
        onClose={() => setEverywhere(false)}
      />
    </Card>
  )
}

function DeviceRow({ device }: { device: Device }) {
  const { t } = useTranslation('profile')
  const [, navigate] = useLocation()
  const queries = useQueryClient()
  const name = device.device || t('security.unknown_device')
  const Icon = /iPhone|Android|iPad/.test(name) ? Smartphone : Monitor

  const end = useMutation({
    mutationFn: async () => {
      if (device.current) {
        await signOut()
        navigate('/inloggen')
        return
      }
      const params = { path: { session_id: device.id } }
      queries.setQueryData(KEY, await answer(http.DELETE('/api/sessions/{session_id}', { params })))
      toast(t('security.device_signed_out', { device: name }))
    },
    onError: (error) => toast(error.message, { tone: 'danger' }),
  })

  return (
    <li className={styles.device}>
      <Icon aria-hidden size="1.75rem" strokeWidth={1.75} className={styles.deviceIcon} />
      <div className={styles.deviceWords}>
        <p className={styles.deviceName} id={`device-${device.id}`}>
          {name}
          {device.current && <Badge tone="ok">{t('security.this_device')}</Badge>}
        </p>
        <p className={styles.note}>
          {t('security.last_used', { when: formatDateTime(device.last_used_at) })}
          {device.ip && ` · ${t('security.address', { ip: device.ip })}`}
        </p>
      </div>
      <Button isPending={end.isPending} onPress={() => end.mutate()} aria-describedby={`device-${device.id}`}>
        {t('security.sign_out_device')}
      </Button>
    </li>
  )
}
