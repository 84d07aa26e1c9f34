import { type ComponentType, lazy, Suspense } from 'react'
import { Route, Switch } from 'wouter'
import { AppointmentGuest } from '@/features/waiting_room/guest/AppointmentGuest'
import { persistently } from '@/protocol/persistently'
import { Spinner, Toasts } from '@/ui'

// The page is made beside this one: without it there is nothing at its address.
const [visitorPage] = Object.values(
  import.meta.glob<{ default: ComponentType }>('../features/website_button/VisitorPage.tsx'),
)
const Visitor = visitorPage && lazy(() => persistently(visitorPage))

/** The pages of people without an account: who has an appointment, and who comes from a button on a website. */
export function Guest() {
  return (
    <>
      <Suspense fallback={<Spinner />}>
        <Switch>
          <Route path="/gast" component={AppointmentGuest} />
          {Visitor && <Route path="/bezoek/:id" component={Visitor} />}
        </Switch>
      </Suspense>
      <Toasts />
    </>
  )
}
