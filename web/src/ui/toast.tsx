import { X } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, IconButton } from './Button'
import { classNames } from './class_names'
import styles from './toast.module.css'

interface ToastOptions {
  tone?: 'info' | 'danger'
  action?: { label: string; onPress: () => void }
  /** How long it stays; 10 s when something can be undone. */
  seconds?: number
}

interface Shown extends ToastOptions {
  id: number
  message: string
}

let shown: readonly Shown[] = []
let made = 0
const followers = new Set<() => void>()

/** Shows a short message at the foot of the screen and reads it out. */
export function toast(message: string, options: ToastOptions = {}): void {
  made += 1
  const id = made
  // Three at most: who does much in a short time does not lose the screen.
  show([...shown.filter((other) => other.message !== message).slice(-2), { id, message, ...options }])
  setTimeout(() => dismiss(id), (options.seconds ?? (options.action ? 10 : 6)) * 1000)
}

function dismiss(id: number): void {
  show(shown.filter((other) => other.id !== id))
}

function show(next: readonly Shown[]): void {
  shown = next
  for (const follower of followers) follower()
}

function subscribe(follower: () => void): () => void {
  followers.add(follower)
  return () => followers.delete(follower)
}

/** The place where the messages appear; once in the app. */
export function Toasts() {
  const { t } = useTranslation('common')
  const toasts = useSyncExternalStore(subscribe, () => shown)
  return (
    <section aria-label={t('notices')} aria-live="polite" className={styles.region}>
      {toasts.map(({ id, message, tone, action }) => (
        <div key={id} className={classNames(styles.toast, tone === 'danger' && styles.danger)}>
          <span className={styles.words}>{message}</span>
          {action && (
            <Button
              variant="quiet"
              className={styles.action ?? ''}
              onPress={() => {
                dismiss(id)
                action.onPress()
              }}
            >
              {action.label}
            </Button>
          )}
          <IconButton
            label={t('close')}
            icon={X}
            className={styles.action ?? ''}
            onPress={() => dismiss(id)}
          />
        </div>
      ))}
    </section>
  )
}
