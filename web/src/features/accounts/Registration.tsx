import { CircleCheck } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, http } from '@/protocol/http'
import { Refusal } from '@/protocol/refusal'
import { Button, Checkbox, Dialog, Form, Steps, SubmitButton, TextField } from '@/ui'
import type { InvitationAnswer } from './Landing'
import { isGoodChoice, NewPassword } from './NewPassword'
import { badChoice } from './NewPasswordForm'
import styles from './Registration.module.css'
import { SignInButton } from './SignInLinks'

interface RegistrationProps {
  token: string
  invitation: InvitationAnswer
  onBack: () => void
}

interface Details {
  first_name: string
  last_name: string
  username: string
  password: string
  confirmation: string
  terms: boolean
}

/** What the server did not accept, by field. */
type Faults = Partial<Record<string, string>>

/** ACC-5: an account in three steps that can be seen. */
export function Registration({ token, invitation, onBack }: RegistrationProps) {
  const { t } = useTranslation(['accounts', 'common'])
  const [step, setStep] = useState(0)
  const [faults, setFaults] = useState<Faults>({})
  const [email, setEmail] = useState(invitation.email)
  const [details, setDetails] = useState<Details>({
    first_name: invitation.first_name,
    last_name: invitation.last_name,
    username: '',
    password: '',
    confirmation: '',
    terms: false,
  })
  const steps = [t('registration.personal'), t('registration.summary'), t('registration.done')]

  async function register() {
    const { first_name, last_name, username, password } = details
    const body = { first_name, last_name, username: username.trim() || null, password }
    try {
      const made = await answer(
        http.POST('/api/invitations/{token}/register', { params: { path: { token } }, body }),
      )
      setEmail(made.email)
      setStep(2)
    } catch (error) {
      if (
        !(error instanceof Refusal) ||
        !error.errors.some(({ param }) => param !== null && param in details)
      )
        throw error
      setFaults(Object.fromEntries(error.errors.map(({ param, message }) => [param ?? '', message])))
      setStep(0)
    }
  }

  return (
    <>
      <Steps steps={steps} current={step} />
      <StepHeading key={step}>{steps[step]}</StepHeading>
      {step === 0 && (
        <Personal
          details={details}
          faults={faults}
          email={email}
          strict={invitation.strict}
          onChange={(changed) => {
            setDetails({ ...details, ...changed })
            // A fault is about what was written there before.
            setFaults(Object.fromEntries(Object.entries(faults).filter(([name]) => !(name in changed))))
          }}
          onBack={onBack}
          onNext={() => setStep(1)}
        />
      )}
      {step === 1 && <Summary details={details} email={email} onBack={() => setStep(0)} onNext={register} />}
      {step === 2 && (
        <div className={styles.done}>
          <CircleCheck aria-hidden size="3.5rem" strokeWidth={1.5} className={styles.tick} />
          <p>{t('registration.welcome', { name: details.first_name.trim(), email })}</p>
          <SignInButton as={email} />
        </div>
      )}
    </>
  )
}

/** Who hears the screen begins at the heading of the new step. */
function StepHeading({ children }: { children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <h2 ref={heading} tabIndex={-1} className={styles.heading}>
      {children}
    </h2>
  )
}

interface PersonalProps {
  details: Details
  faults: Faults
  email: string
  strict: boolean
  onChange: (changed: Partial<Details>) => void
  onBack: () => void
  onNext: () => void
}

function Personal({ details, faults, email, strict, onChange, onBack, onNext }: PersonalProps) {
  const { t } = useTranslation(['accounts', 'common'])
  const [terms, setTerms] = useState(false)

  async function check() {
    if (!isGoodChoice(details, strict)) throw badChoice(details, t('rules.not_yet'), t('rules.differs'))
    onNext()
  }

  return (
    <Form onSubmit={check}>
      <p className={styles.note}>{t('registration.required_note')}</p>
      <div className={styles.pair}>
        <TextField
          label={t('registration.first_name')}
          name="first_name"
          value={details.first_name}
          onChange={(first_name) => onChange({ first_name })}
          autoComplete="given-name"
          maxLength={60}
          isRequired
          error={faults.first_name}
        />
        <TextField
          label={t('registration.last_name')}
          name="last_name"
          value={details.last_name}
          onChange={(last_name) => onChange({ last_name })}
          autoComplete="family-name"
          maxLength={80}
          isRequired
          error={faults.last_name}
        />
      </div>
      <TextField
        label={t('registration.username')}
        description={t('registration.username_help')}
        name="username"
        value={details.username}
        onChange={(username) => onChange({ username })}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck="false"
        maxLength={60}
        error={faults.username}
      />
      <TextField
        label={t('registration.email')}
        description={t('registration.email_help')}
        type="email"
        value={email}
        isReadOnly
        error={faults.email}
      />
      <NewPassword
        label={t('registration.password')}
        confirmLabel={t('registration.confirm')}
        password={details.password}
        confirmation={details.confirmation}
        onChange={onChange}
        strict={strict}
        error={faults.password ?? null}
      />
      <div className={styles.terms}>
        <Checkbox
          name="terms"
          value="yes"
          isSelected={details.terms}
          onChange={(accepted) => onChange({ terms: accepted })}
          isRequired
        >
          {t('registration.terms')}
        </Checkbox>
        <Button variant="quiet" onPress={() => setTerms(true)} aria-haspopup="dialog">
          {t('registration.terms_read')}
        </Button>
      </div>
      <div className={styles.ways}>
        <Button onPress={onBack}>{t('common:previous')}</Button>
        <SubmitButton>{t('common:next')}</SubmitButton>
      </div>
      <Dialog title={t('registration.terms_title')} isOpen={terms} onClose={() => setTerms(false)}>
        <p>{t('registration.terms_text_1')}</p>
        <p>{t('registration.terms_text_2')}</p>
        <p>{t('registration.terms_text_3')}</p>
        <p>{t('registration.terms_text_4')}</p>
      </Dialog>
    </Form>
  )
}

interface SummaryProps {
  details: Details
  email: string
  onBack: () => void
  onNext: () => Promise<void>
}

function Summary({ details, email, onBack, onNext }: SummaryProps) {
  const { t } = useTranslation(['accounts', 'common'])
  const rows = [
    [t('registration.name'), `${details.first_name.trim()} ${details.last_name.trim()}`],
    [t('registration.username'), details.username.trim() || t('registration.no_username')],
    [t('registration.email'), email],
    [t('sign_in.password'), t('registration.password_kept')],
    [t('registration.terms_title'), t('registration.terms_accepted')],
  ] as const
  return (
    <Form onSubmit={onNext}>
      <p>{t('registration.check')}</p>
      <dl className={styles.summary}>
        {rows.map(([name, value]) => (
          <div key={name} className={styles.row}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.ways}>
        <Button onPress={onBack}>{t('common:previous')}</Button>
        <SubmitButton>{t('common:next')}</SubmitButton>
      </div>
    </Form>
  )
}
