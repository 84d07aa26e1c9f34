import { useState } from 'react'
import { ConfirmDialog, toast } from '@/ui'

/** What of a list is open in its dialog, and of what it is asked whether it may go. */
interface Editing<T> {
  isOpen: boolean
  /** The one that is changed; null when a new one is made. */
  edited: T | null
  removed: T | null
  add(): void
  edit(one: T): void
  remove(one: T): void
  close(): void
}

/** Follows what an administrator adds to a list, changes in it and removes from it. */
export function useEditing<T>(): Editing<T> {
  const [edited, setEdited] = useState<T | 'new' | null>(null)
  const [removed, setRemoved] = useState<T | null>(null)
  return {
    isOpen: edited !== null,
    edited: edited === 'new' ? null : edited,
    removed,
    add: () => setEdited('new'),
    edit: setEdited,
    remove: setRemoved,
    close: () => {
      setEdited(null)
      setRemoved(null)
    },
  }
}

interface RemovalProps<T> {
  editing: Editing<T>
  /** What is asked before one goes, and what is said when it is gone. */
  words: (one: T) => { title: string; text: string; confirm: string; done: string }
  onRemove: (one: T) => Promise<unknown>
}

/** Asks whether something may go, removes it, and says so. */
export function Removal<T>({ editing, words, onRemove }: RemovalProps<T>) {
  const { removed, close } = editing
  if (removed === null) return null
  const { title, text, confirm, done } = words(removed)
  const remove = async () => {
    await onRemove(removed)
    toast(done)
  }
  return (
    <ConfirmDialog
      title={title}
      text={text}
      confirmLabel={confirm}
      danger
      isOpen
      onConfirm={remove}
      onClose={close}
    />
  )
}
