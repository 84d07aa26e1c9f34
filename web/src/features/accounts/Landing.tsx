import { LogIn, type LucideIcon, UserRoundCheck, UserRoundPlus } from 'lucide-react'
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { components } from '@/protocol/api'
import { answer, http } from '@/protocol/http'
import { Refusal } from '@/protocol/refusal'
import { refreshSession, session, signOut } from '@/state/session'
import { Banner, Button, ConfirmDialog, Spinner, toast, useStore } from '@/ui'
import styles from './Landing.module.css'
import { acceptNext, nextName } from './link_intent'
import { PublicPage } from './PublicPage'

export type InvitationAnswer = components['schemas']['InvitationOut']

interface LandingProps {
  token: string
  invitation: InvitationAnswer
  onRegister: () => void
  onAccepted: () => void
  onDeclined: () => void
}

/** ACC-4: greets who was invited and offers the three answers. */
export function Landing({ token, invitation, onRegister, onAccepted, onDeclined }: LandingProps) {
  const { t } = useTranslation('accounts')
  const { inviter, organisation, first_name, email } = invitation
  const person = useStore(session, (current) => current.person)
  const [, navigate] = useLocation()
  const [declining, setDeclining] = useState(false)
  const { accept, accepting, message } = useAcceptance(token, onAccepted)

  function signInToAccept() {
    acceptNext.set(token)
    nextName.set(email)
    navigate(`/inloggen?next=${encodeURIComponent(`/uitnodiging/${token}`)}`)
  }

  async function switchAccount() {
    await signOut()
    signInToAccept()
  }

  async function decline() {
    await answer(http.POST('/api/invitations/{token}/decline', { params: { path: { token } } }))
    onDeclined()
  }

  if (accepting) return <Spinner label={t('invitation.accepting')} />
  return (
    <PublicPage
      title={t('invitation.title', { name: first_name })}
      intro={
        inviter
          ? t('invitation.intro', { inviter, organisation })
          : t('invitation.intro_plain', { organisation })
      }
      width="m"
    >
      <p>{t('invitation.what')}</p>
      {message && <Banner tone="danger">{message}</Banner>}
      <div className={styles.choices}>
        {person ? (
          <>
            <Choice icon={UserRoundCheck} help={t('invitation.accept_as_help')}>
              <Button variant="primary" fullWidth onPress={accept}>
                {t('invitation.accept_as', { name: person.name })}
              </Button>
            </Choice>
            <Choice icon={LogIn} help={t('invitation.existing_help')}>
              <Button
                fullWidth
                onPress={() =>
                  void switchAccount().catch((error: Error) => toast(error.message, { tone: 'danger' }))
                }
              >
                {t('invitation.other_account')}
              </Button>
            </Choice>
          </>
        ) : (
          <>
            <Choice icon={UserRoundPlus} help={t('invitation.register_help')}>
              <Button variant="primary" fullWidth onPress={onRegister}>
                {t('invitation.register')}
              </Button>
            </Choice>
            <Choice icon={LogIn} help={t('invitation.existing_help')}>
              <Button fullWidth onPress={signInToAccept}>
                {t('invitation.existing')}
              </Button>
            </Choice>
          </>
        )}
      </div>
      <div className={styles.decline}>
        <Button variant="quiet" onPress={() => setDeclining(true)}>
          {t('invitation.decline')}
        </Button>
      </div>
      <ConfirmDialog
        title={t('invitation.decline_title')}
        text={t('invitation.decline_text', { inviter: inviter || t('invitation.somebody') })}
        confirmLabel={t('invitation.decline_confirm')}
        danger
        isOpen={declining}
        onConfirm={decline}
        onClose={() => setDeclining(false)}
      />
    </PublicPage>
  )
}

/** Accepts for who is signed in; at once if he signed in to do so. */
function useAcceptance(token: string, onAccepted: () => void) {
  const [accepting, setAccepting] = useState(
    () => session.get().status === 'signed_in' && acceptNext.take(token),
  )
  const [message, setMessage] = useState<string | null>(null)
  const atOnce = useRef(accepting)

  const send = useCallback(async () => {
    try {
      await answer(http.POST('/api/invitations/{token}/accept', { params: { path: { token } } }))
      await refreshSession()
      onAccepted()
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      setMessage(error.message)
    } finally {
      setAccepting(false)
    }
  }, [token, onAccepted])

  useEffect(() => {
    if (!atOnce.current) return
    atOnce.current = false
    void send()
  }, [send])

  function accept() {
    setAccepting(true)
    setMessage(null)
    void send()
  }

  return { accept, accepting, message }
}

function Choice({ icon: Icon, help, children }: { icon: LucideIcon; help: string; children: ReactNode }) {
  return (
    <div className={styles.choice}>
      <span className={styles.medal} aria-hidden>
        <Icon size="1.75rem" strokeWidth={1.75} />
      </span>
      <p className={styles.help}>{help}</p>
      {children}
    </div>
  )
}
