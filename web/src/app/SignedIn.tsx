import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { Suspense, useEffect } from 'react'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { Redirect, Route, Switch } from 'wouter'
import { Refusal } from '@/protocol/refusal'
import { session } from '@/state/session'
import { Spinner, useStore } from '@/ui'
import { followEvents } from './live_queries'
import { NotFound } from './NotFound'
import { Framed, LINK_ROUTES, LinkRoute } from './PublicRoutes'
import { page } from './page'
import { Shell } from './Shell'

const Start = page(() => import('@/features/desk/pages/Start'))
const Home = page(() => import('@/features/contacts/pages/Home'))
const Contacts = page(() => import('@/features/contacts/pages/Contacts'))
const History = page(() => import('@/features/history/pages/History'))
const Appointments = page(() => import('@/features/appointments/pages/Appointments'))
const Meetings = page(() => import('@/features/meetings/pages/Meetings'))
const LiveConference = page(() => import('@/features/conferences/pages/LiveConference'))
const WaitingRoom = page(() => import('@/features/waiting_room/pages/WaitingRoom'))
const MyDetails = page(() => import('@/features/profile/pages/MyDetails'))
const Notifications = page(() => import('@/features/profile/pages/Notifications'))
const Devices = page(() => import('@/features/profile/pages/Devices'))
const Security = page(() => import('@/features/profile/pages/Security'))
const People = page(() => import('@/features/administration/pages/People'))
const Policies = page(() => import('@/features/administration/pages/Policies'))
const Branding = page(() => import('@/features/branding/pages/Branding'))
const Telephony = page(() => import('@/features/telephony_administration/pages/Telephony'))
const ConferenceAccounts = page(() => import('@/features/telephony_administration/pages/Conferences'))
const ConferenceHistory = page(() => import('@/features/telephony_administration/pages/ConferenceHistory'))
const Prompts = page(() => import('@/features/telephony_administration/pages/Prompts'))
const ConnectionTest = page(() => import('@/features/connection_test/pages/ConnectionTest'))
const WebsiteButtons = page(() => import('@/features/website_button/pages/WebsiteButtons'))
const VisitorMessages = page(() => import('@/features/website_button/pages/VisitorMessages'))
const Groups = page(() => import('@/features/desk_administration/pages/Groups'))
const More = page(() => import('./More'))
const TwoFactorSetup = page(() => import('@/features/accounts/pages/TwoFactorSetup'))

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, error) =>
        failures < 2 && !(error instanceof Refusal && error.status >= 400 && error.status < 500),
    },
  },
})

/** The app of somebody who is signed in. */
export default function SignedIn() {
  useEffect(() => followEvents(queries), [])
  // Another person on the same browser must see nothing of the one before.
  useEffect(() => () => queries.clear(), [])
  const language = useStore(session, (current) => current.language)
  const mustSetUp = useStore(session, ({ organisation }) => organisation?.require_two_factor ?? false)
  if (mustSetUp) {
    return (
      <Framed>
        <TwoFactorSetup />
      </Framed>
    )
  }
  return (
    <I18nProvider locale={language === 'en' ? 'en-GB' : 'nl-NL'}>
      <QueryClientProvider client={queries}>
        <Switch>
          {LINK_ROUTES.map((pattern) => (
            <Route key={pattern} path={pattern}>
              <Framed>
                <LinkRoute pattern={pattern} />
              </Framed>
            </Route>
          ))}
          <Route>
            <Shell>
              <Suspense fallback={<Spinner />}>
                <Pages />
              </Suspense>
            </Shell>
          </Route>
        </Switch>
      </QueryClientProvider>
    </I18nProvider>
  )
}

function Pages() {
  const role = useStore(session, ({ person }) => person?.role)
  const administrator = role === 'administrator'
  const staff = role !== 'client'
  return (
    <Switch>
      <Route path="/" component={staff ? Start : Home} />
      <Route path="/contacten" component={Contacts} />
      <Route path="/oproepen" component={History} />
      {staff && <Route path="/wachtkamer" component={WaitingRoom} />}
      {staff && <Route path="/afspraak" component={Appointments} />}
      <Route path="/meer" component={More} />
      {staff && <Route path="/vergaderingen" component={Meetings} />}
      {staff && (
        <Route path="/conferenties">
          <Redirect to="/vergaderingen" replace />
        </Route>
      )}
      {staff && <Route path="/conferenties/:account" component={LiveConference} />}
      {staff && <Route path="/berichten" component={VisitorMessages} />}
      <Route path="/instellingen">
        <Redirect to="/instellingen/gegevens" replace />
      </Route>
      <Route path="/instellingen/gegevens" component={MyDetails} />
      <Route path="/instellingen/meldingen" component={Notifications} />
      <Route path="/instellingen/apparaten" component={Devices} />
      <Route path="/instellingen/beveiliging" component={Security} />
      <Route path="/verbindingstest" component={ConnectionTest} />
      {administrator && <Route path="/beheer/mensen" component={People} />}
      {administrator && <Route path="/beheer/groepen" component={Groups} />}
      {administrator && <Route path="/beheer/beleid" component={Policies} />}
      {administrator && <Route path="/beheer/huisstijl" component={Branding} />}
      {administrator && <Route path="/beheer/websiteknop" component={WebsiteButtons} />}
      {administrator && <Route path="/beheer/telefonie" component={Telephony} />}
      {administrator && <Route path="/beheer/conferenties" component={ConferenceAccounts} />}
      {administrator && <Route path="/beheer/conferenties/:id" component={ConferenceHistory} />}
      {administrator && <Route path="/beheer/gesproken-teksten" component={Prompts} />}
      {administrator && (
        <Route path="/beheer">
          <Redirect to="/beheer/mensen" replace />
        </Route>
      )}
      <Route path="/inloggen">
        <Redirect to={afterSignIn()} replace />
      </Route>
      <Route component={NotFound} />
    </Switch>
  )
}

/** Where somebody goes who has just signed in: the page that he asked for, if it is one of ours. */
function afterSignIn(): string {
  const next = new URLSearchParams(location.search).get('next') ?? '/'
  return /^\/(?![/\\])/.test(next) && !next.startsWith('/inloggen') ? next : '/'
}
