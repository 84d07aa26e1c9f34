import { lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import { LanguageSwitch } from '@/features/language'
import { persistently } from '@/protocol/persistently'
import { Spinner, useStore } from '@/ui'
import { HostPage } from './host_page'
import { Offers } from './Offers'
import styles from './Visit.module.css'
import { VisitWaiting } from './VisitWaiting'
import { VisitWords } from './VisitWords'
import { type Visit, visitOf } from './visit'
import { Welcome } from './Welcome'

const GuestCall = lazy(() => persistently(() => import('@/features/calls/GuestCall')))

/** BTN-2 to BTN-5: the visitor of a website, in a frame on it or in a window of his own. */
export default function VisitorPage() {
  const { id = '' } = useParams<{ id: string }>()
  const [visit] = useState(() => visitOf(id))
  const [host] = useState(() => new HostPage(visit.arrival?.page ?? ''))
  const { phase, desk } = useStore(visit.now)
  const { t } = useTranslation('visit')

  useEffect(() => {
    void visit.start()
    host.ready()
    return host.onEnd(() => void visit.stop().then(() => host.closed()))
  }, [visit, host])

  const busy = phase === 'waiting' || phase === 'talking'
  useEffect(() => host.phase(busy), [host, busy])

  useEffect(() => {
    if (desk) document.title = t('window_title', { organisation: desk.organisation })
  }, [desk, t])

  return (
    <div className={styles.page} data-framed={host.isThere}>
      <header className={styles.bar} inert={phase === 'talking'}>
        <LanguageSwitch onChoose={(language) => visit.speak(language)} />
      </header>
      <main className={styles.main}>
        <Screen visit={visit} onClose={() => host.closed()} />
      </main>
    </div>
  )
}

function Screen({ visit, onClose }: { visit: Visit; onClose: () => void }) {
  const { phase, desk, reason, left } = useStore(visit.now)
  switch (phase) {
    case 'loading':
      return <Spinner />
    case 'welcome':
    case 'opening':
      return desk && <Welcome desk={desk} visit={visit} opening={phase === 'opening'} />
    case 'waiting':
      return <VisitWaiting visit={visit} />
    case 'talking':
      return (
        <Suspense fallback={<Spinner />}>
          <GuestCall />
        </Suspense>
      )
    case 'offers':
      return desk && <Offers visit={visit} reason={reason} />
    default:
      return <VisitWords phase={phase} left={left} visit={visit} onClose={onClose} />
  }
}
