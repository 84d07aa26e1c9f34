import { X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Dialog as AriaDialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { useTranslation } from 'react-i18next'
import { Banner } from './Banner'
import { Button, IconButton } from './Button'
import { classNames } from './class_names'
import styles from './Dialog.module.css'
import { asRefused } from './refused'

interface DialogProps {
  title: string
  isOpen: boolean
  onClose: () => void
  children: ReactNode
  size?: 's' | 'm' | 'l'
  role?: 'dialog' | 'alertdialog'
}

/** A window over the page; Escape, the cross and a click beside it close it. */
export function Dialog({ title, isOpen, onClose, children, size = 'm', role = 'dialog' }: DialogProps) {
  const { t } = useTranslation('common')
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable={role === 'dialog'}
      className={styles.overlay ?? ''}
    >
      <Modal className={classNames(styles.modal, styles[size])}>
        <AriaDialog role={role} className={styles.dialog ?? ''}>
          <div className={styles.head}>
            <Heading slot="title" level={2} className={styles.title}>
              {title}
            </Heading>
            <IconButton label={t('close')} icon={X} onPress={onClose} />
          </div>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

interface ConfirmDialogProps {
  title: string
  text: ReactNode
  confirmLabel: string
  danger?: boolean
  isOpen: boolean
  onConfirm: () => void | Promise<void>
  onClose: () => void
}

/** Asks before something is done; closes when it was done, and shows why when it was refused. */
export function ConfirmDialog({
  title,
  text,
  confirmLabel,
  danger,
  isOpen,
  onConfirm,
  onClose,
}: ConfirmDialogProps) {
  const { t } = useTranslation('common')
  const [pending, setPending] = useState(false)
  const [refused, setRefused] = useState<string | null>(null)

  async function confirm() {
    setPending(true)
    setRefused(null)
    try {
      await onConfirm()
      onClose()
    } catch (error) {
      setRefused(asRefused(error).message)
    } finally {
      setPending(false)
    }
  }

  return (
    <Dialog title={title} isOpen={isOpen} onClose={onClose} role="alertdialog" size="s">
      <div>{text}</div>
      {refused && <Banner tone="danger">{refused}</Banner>}
      <DialogActions>
        <Button onPress={onClose}>{t('cancel')}</Button>
        <Button
          variant={danger ? 'danger' : 'primary'}
          isPending={pending}
          onPress={() => void confirm()}
          autoFocus
        >
          {confirmLabel}
        </Button>
      </DialogActions>
    </Dialog>
  )
}

/** The row of buttons at the foot of a dialog. */
export function DialogActions({ children }: { children: ReactNode }) {
  return <div className={styles.actions}>{children}</div>
}
