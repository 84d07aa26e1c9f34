import { Suspense } from 'react'
import { session } from '@/state/session'
import { Spinner, Toasts, useStore } from '@/ui'
import { Boundary } from './Boundary'
import { PublicRoutes } from './PublicRoutes'
import { page } from './page'
import { Unreachable } from './Unreachable'

const SignedIn = page(() => import('./SignedIn'))

/** The whole client: the public pages, or the app of who is signed in. */
export function App() {
  const status = useStore(session, (current) => current.status)
  return (
    <>
      <Boundary>
        <Suspense fallback={<Spinner />}>
          {status === 'unreachable' && <Unreachable />}
          {status === 'signed_in' && <SignedIn />}
          {status === 'signed_out' && <PublicRoutes />}
        </Suspense>
      </Boundary>
      <Toasts />
    </>
  )
}
