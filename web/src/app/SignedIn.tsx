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

const Home = page(() => import('@/features/contacts/pages/Home'))
const Contacts = page(() => import('@/features/contacts/pages/Contacts'))
const History = page(() => import('@/features/history/pages/History'))
const MyDetails = page(() => import('@/features/profile/pages/MyDetails'))
const Notifications = page(() => import('@/features/profile/pages/Notifications'))
const Devices = page(() => import('@/features/profile/pages/Devices'))
const Security = page(() => import('@/features/profile/pages/Security'))
const People = page(() => import('@/features/administration/pages/People'))
const Policies = page(() => import('@/features/administration/pages/Policies'))
const ConnectionTest = page(() => import('@/features/connection_test/pages/ConnectionTest'))
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
  const administrator = useStore(session, ({ person }) => person?.role === 'administrator')
  return (
    <Switch>
      <Route path="/" component={Home} />
      <Route path="/contacten" component={Contacts} />
      <Route path="/oproepen" component={History} />
      <Route path="/instellingen">
        <Redirect to="/instellingen/gegevens" replace />
      </Route>
      <Route path="/instellingen/gegevens" component={MyDetails} />
      <Route path="/instellingen/meldingen" component={Notifications} />
      <Route path="/instellingen/apparaten" component={Devices} />
      <Route path="/instellingen/beveiliging" component={Security} />
      <Route path="/verbindingstest" component={ConnectionTest} />
      {administrator && <Route path="/beheer/mensen" component={People} />}
      {administrator && <Route path="/beheer/beleid" component={Policies} />}
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
