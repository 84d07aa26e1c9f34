import { lazy, Suspense } from 'react'
import { RouterProvider } from 'react-aria-components'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { useLocation } from 'wouter'
import { session } from '@/state/session'
import { Spinner, Toasts, useStore } from '@/ui'
import { Boundary } from './Boundary'
import { PublicRoutes } from './PublicRoutes'
import { Unreachable } from './Unreachable'

const SignedIn = lazy(() => import('./SignedIn'))

/** The whole client: the public pages, or the app of who is signed in. */
export function App() {
  const { status, language } = useStore(session)
  const [, navigate] = useLocation()
  return (
    <I18nProvider locale={language === 'en' ? 'en-GB' : 'nl-NL'}>
      <RouterProvider navigate={navigate}>
        <Boundary>
          <Suspense fallback={<Spinner />}>
            {status === 'unreachable' && <Unreachable />}
            {status === 'signed_in' && <SignedIn />}
            {status === 'signed_out' && <PublicRoutes />}
          </Suspense>
        </Boundary>
        <Toasts />
      </RouterProvider>
    </I18nProvider>
  )
}
