import { type ReactNode, Suspense } from 'react'
import { Redirect, Route, Switch } from 'wouter'
import { Spinner } from '@/ui'
import { PublicFrame } from './PublicFrame'
import { page } from './page'

const SignIn = page(() => import('@/features/accounts/pages/SignIn'))
const ForgotPassword = page(() => import('@/features/accounts/pages/ForgotPassword'))
const ResetPassword = page(() => import('@/features/accounts/pages/ResetPassword'))
const ForgotUsername = page(() => import('@/features/accounts/pages/ForgotUsername'))
const Activation = page(() => import('@/features/accounts/pages/Activation'))
const Invitation = page(() => import('@/features/accounts/pages/Invitation'))
const ConfirmEmail = page(() => import('@/features/accounts/pages/ConfirmEmail'))
const ConnectionTest = page(() => import('@/features/connection_test/pages/ConnectionTest'))

/** The pages of mailed links, which also somebody who is signed in can open. */
export const LINK_ROUTES = [
  '/activeren/:token',
  '/uitnodiging/:token',
  '/wachtwoord/:key',
  '/e-mail-bevestigen/:key',
] as const

export function LinkRoute({ pattern }: { pattern: (typeof LINK_ROUTES)[number] }) {
  switch (pattern) {
    case '/activeren/:token':
      return <Activation />
    case '/uitnodiging/:token':
      return <Invitation />
    case '/wachtwoord/:key':
      return <ResetPassword />
    default:
      return <ConfirmEmail />
  }
}

export function PublicRoutes() {
  return (
    <Framed>
      <Switch>
        <Route path="/inloggen" component={SignIn} />
        <Route path="/wachtwoord-vergeten" component={ForgotPassword} />
        <Route path="/gebruikersnaam-vergeten" component={ForgotUsername} />
        <Route path="/verbindingstest" component={ConnectionTest} />
        {LINK_ROUTES.map((pattern) => (
          <Route key={pattern} path={pattern}>
            <LinkRoute pattern={pattern} />
          </Route>
        ))}
        <Route>
          <Redirect to={signInAddress()} replace />
        </Route>
      </Switch>
    </Framed>
  )
}

export function Framed({ children }: { children: ReactNode }) {
  return (
    <PublicFrame>
      <Suspense fallback={<Spinner />}>{children}</Suspense>
    </PublicFrame>
  )
}

/** The sign-in page, with the way back to the page that was asked for. */
function signInAddress(): string {
  const here = location.pathname + location.search
  return here === '/' ? '/inloggen' : `/inloggen?next=${encodeURIComponent(here)}`
}
