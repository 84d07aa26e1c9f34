import { useTranslation } from 'react-i18next'
import { availability, setAvailable } from '@/state/availability'
import { live } from '@/state/live'
import { Switch, toast, useStore } from '@/ui'

/**
 * The slider **Beschikbaar** / **Niet beschikbaar**: wherever it stands, it is the same one (PRE-4). `about` is the id of what
 * explains it.
 */
export function AvailabilitySwitch({ about }: { about: string }) {
  const { t } = useTranslation('desk')
  const { available, known } = useStore(availability)
  const offline = useOffline()
  return (
    <Switch
      isSelected={available}
      isDisabled={!known || offline}
      aria-describedby={about}
      onChange={(wanted) => {
        setAvailable(wanted).catch((error: Error) => toast(error.message, { tone: 'danger' }))
      }}
    >
      {t(available ? 'availability.on' : 'availability.off')}
    </Switch>
  )
}

/** Whether the server is away, so that nothing can be turned. */
export function useOffline(): boolean {
  return useStore(live.status, (status) => status === 'waiting' || status === 'connecting')
}
