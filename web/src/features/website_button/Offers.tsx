import { CalendarDays, MessageSquare, PhoneCall, RotateCw } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { persistently } from '@/protocol/persistently'
import { Button, Form, Spinner, SubmitButton, TextField, useStore } from '@/ui'
import { dayInWords, isSoon } from './free_hours'
import { Sheet } from './Sheet'
import styles from './Visit.module.css'
import type { Visit, VisitState } from './visit'

type Way = 'message' | 'callback' | 'appointment'

const PlanAppointment = lazy(() => persistently(() => import('./PlanAppointment')))

/** BTN-4: nobody could be had; what the visitor can do instead. */
export function Offers({ visit, reason }: { visit: Visit; reason: VisitState['reason'] }) {
  const { t } = useTranslation('visit')
  const [way, setWay] = useState<Way | null>(null)
  const { desk } = useStore(visit.now)
  const back = () => setWay(null)
  if (way === 'appointment')
    return (
      <Suspense fallback={<Spinner />}>
        <PlanAppointment visit={visit} onBack={back} />
      </Suspense>
    )
  if (way) return <LeaveForm key={way} way={way} visit={visit} onBack={back} />
  return (
    <Sheet title={t(`offers.${reason}`)}>
      <p className={styles.text}>{t('offers.text')}</p>
      <div className={styles.ways}>
        <Button icon={MessageSquare} fullWidth onPress={() => setWay('message')}>
          {t('offers.message')}
        </Button>
        <Button icon={PhoneCall} fullWidth onPress={() => setWay('callback')}>
          {t('offers.callback')}
        </Button>
        {desk?.self_planning && <AppointmentWay visit={visit} onPress={() => setWay('appointment')} />}
        <Button icon={RotateCw} fullWidth onPress={() => void visit.again()}>
          {t('offers.again')}
        </Button>
      </div>
    </Sheet>
  )
}

/** Offered when there is a free hour, with the first day when that is not soon; otherwise said plainly. */
function AppointmentWay({ visit, onPress }: { visit: Visit; onPress: () => void }) {
  const { t, i18n } = useTranslation('visit')
  const { hours } = useStore(visit.now)
  const days = hours && 'days' in hours ? hours.days : null
  const first = days?.[0]
  if (days && !first) return <p className={styles.hint}>{t('offers.no_hours')}</p>
  return (
    <>
      <Button icon={CalendarDays} fullWidth isPending={hours === null} onPress={onPress}>
        {t('offers.appointment')}
      </Button>
      {first && !isSoon(first.day) && (
        <p className={styles.hint}>{t('offers.first_day', { day: dayInWords(first.day, i18n.language) })}</p>
      )}
    </>
  )
}

function LeaveForm({
  way,
  visit,
  onBack,
}: {
  way: Exclude<Way, 'appointment'>
  visit: Visit
  onBack: () => void
}) {
  const { t } = useTranslation('visit')
  const callback = way === 'callback'
  return (
    <Sheet title={t(`offers.${way}`)}>
      <Form onSubmit={(data) => visit.leave(way, data)}>
        <TextField label={t('form.name')} name="name" autoComplete="name" maxLength={80} isRequired />
        {callback ? (
          <TextField
            label={t('form.number')}
            description={t('form.number_help')}
            name="number"
            type="tel"
            autoComplete="tel"
            maxLength={40}
            isRequired
          />
        ) : (
          <TextField
            label={t('form.email')}
            description={t('form.email_help')}
            name="email"
            type="email"
            autoComplete="email"
            maxLength={254}
            isRequired
          />
        )}
        <TextField
          label={t(callback ? 'form.about' : 'form.text')}
          name="text"
          maxLength={2000}
          multiline
          isRequired={!callback}
        />
        <div className={styles.ways}>
          <SubmitButton fullWidth>{t(`form.send_${way}`)}</SubmitButton>
          <Button fullWidth onPress={onBack}>
            {t('offers.back')}
          </Button>
        </div>
      </Form>
    </Sheet>
  )
}
