import { Zap } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Appointment } from '@/protocol/types'
import { Button, Page, Tabs, useNow } from '@/ui'
import { AppointmentList } from '../AppointmentList'
import { CancelDialog } from '../CancelDialog'
import { ChangeDialog } from '../ChangeDialog'
import { inZone } from '../date_text'
import { Elsewhere } from '../Elsewhere'
import { NewAppointment } from '../NewAppointment'
import { NowDialog } from '../NowDialog'
import { WeekView } from '../WeekView'

type View = 'new' | 'list' | 'week' | 'elsewhere'

/** The tab **Afspraak**: make one, see all of them, and keep other calendars in step. */
export default function Appointments() {
  const { t } = useTranslation('appointments')
  const [view, setView] = useState<View>('new')
  const [changed, setChanged] = useState<Appointment | null>(null)
  const [cancelled, setCancelled] = useState<Appointment | null>(null)
  const [inviting, setInviting] = useState(false)
  const now = useNow(60_000)
  const today = inZone(now).day
  const acts = { today, now, onChange: setChanged, onCancel: setCancelled }
  return (
    <Page
      title={t('page.title')}
      intro={t('page.intro')}
      actions={
        <Button icon={Zap} onPress={() => setInviting(true)}>
          {t('page.now')}
        </Button>
      }
    >
      <Tabs<View>
        label={t('page.views')}
        selected={view}
        onChange={setView}
        items={[
          { id: 'new', label: t('page.new') },
          { id: 'list', label: t('page.list') },
          { id: 'week', label: t('page.week') },
          { id: 'elsewhere', label: t('page.elsewhere') },
        ]}
      >
        {view === 'new' && <NewAppointment today={today} onList={() => setView('list')} />}
        {view === 'list' && <AppointmentList {...acts} onNew={() => setView('new')} />}
        {view === 'week' && <WeekView {...acts} />}
        {view === 'elsewhere' && <Elsewhere />}
      </Tabs>
      {changed && <ChangeDialog appointment={changed} today={today} onClose={() => setChanged(null)} />}
      {cancelled && <CancelDialog appointment={cancelled} today={today} onClose={() => setCancelled(null)} />}
      {inviting && <NowDialog onClose={() => setInviting(false)} />}
    </Page>
  )
}
