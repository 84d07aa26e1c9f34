import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { ConfirmDialog } from '@/ui'

/** While `dirty`, asks before a link or the closing of the window throws away what was changed. */
export function UnsavedChanges({ dirty }: { dirty: boolean }) {
  const { t } = useTranslation('profile')
  const [, navigate] = useLocation()
  const [target, setTarget] = useState<string | null>(null)

  useEffect(() => {
    if (!dirty) return
    const closing = (event: BeforeUnloadEvent) => event.preventDefault()
    const clicked = (event: MouseEvent) => {
      const address = leavingTo(event)
      if (address === null) return
      event.preventDefault()
      event.stopPropagation()
      setTarget(address)
    }
    addEventListener('beforeunload', closing)
    // Before the router sees the click.
    document.addEventListener('click', clicked, true)
    return () => {
      removeEventListener('beforeunload', closing)
      document.removeEventListener('click', clicked, true)
    }
  }, [dirty])

  return (
    <ConfirmDialog
      title={t('unsaved.title')}
      text={t('unsaved.text')}
      confirmLabel={t('unsaved.leave')}
      danger
      isOpen={target !== null}
      onConfirm={() => {
        if (target !== null) navigate(target)
      }}
      onClose={() => setTarget(null)}
    />
  )
}

/** The path to which a click would go within the app, null when it goes nowhere or elsewhere. */
function leavingTo(event: MouseEvent): string | null {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return null
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null
  if (!(link instanceof HTMLAnchorElement) || link.target === '_blank' || link.hasAttribute('download'))
    return null
  const address = new URL(link.href, location.href)
  if (address.origin !== location.origin || address.pathname === location.pathname) return null
  return address.pathname + address.search
}
