import { ArrowRight, Inbox, Wifi } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { allauth } from '@/protocol/allauth'
import { Refusal } from '@/protocol/refusal'
import type { DemoAccount } from '@/protocol/types'
import { refreshSession, session } from '@/state/session'
import {
  Avatar,
  Banner,
  Button,
  classNames,
  Form,
  Page,
  PasswordField,
  SubmitButton,
  TextField,
  TextLink,
  useStore,
} from '@/ui'
import { asksCode } from '../allauth_answers'
import { CodeStep } from '../CodeStep'
import { nextName } from '../link_intent'
import styles from './SignIn.module.css'

/** ACC-1: e-mail address or user name with the password, then the code of the second factor (ACC-8). */
export default function SignIn() {
  const { t } = useTranslation('accounts')
  const demo = useStore(session, (current) => current.demo)
  const [step, setStep] = useState<'name' | 'code'>('name')
  const [notice, setNotice] = useState<string | null>(null)
  const [name, setName] = useState(() => nextName.take())

  /** Signs in; the app takes over when the session is there. */
  async function signIn(name: string, password: string) {
    setNotice(null)
    const login = name.includes('@') ? { email: name } : { username: name }
    const answer = await allauth('POST', 'auth/login', { ...login, password })
    if (asksCode(answer)) setStep('code')
    // 409: somebody has signed in already in another tab.
    else if (answer.status === 200 || answer.status === 409) await refreshSession()
    else throw refused(answer.status, answer.errors)
  }

  if (step === 'code') {
    return (
      <CodeStep
        onExpired={() => {
          setNotice(t('sign_in.expired'))
          setStep('name')
        }}
        onBack={() => setStep('name')}
      />
    )
  }
  return (
    <div className={classNames(styles.columns, demo && styles.two)}>
      <div className={styles.main}>
        <Page title={t('sign_in.title')} intro={t('sign_in.intro')}>
          <div className={styles.card}>
            {notice && <Banner tone="warn">{notice}</Banner>}
            <Form onSubmit={({ email = '', password = '' }) => signIn(email.trim(), password)}>
              <TextField
                label={t('sign_in.email')}
                description={t('sign_in.email_help')}
                name="email"
                value={name}
                onChange={setName}
                autoComplete="username"
                autoCapitalize="none"
                spellCheck="false"
                inputMode="email"
                isRequired
              />
              <PasswordField
                label={t('sign_in.password')}
                name="password"
                autoComplete="current-password"
                isRequired
              />
              <SubmitButton fullWidth>{t('sign_in.submit')}</SubmitButton>
            </Form>
            <div className={styles.links}>
              <TextLink href="/wachtwoord-vergeten">{t('sign_in.forgot_password')}</TextLink>
              <TextLink href="/gebruikersnaam-vergeten">{t('sign_in.forgot_username')}</TextLink>
            </div>
          </div>
          <div className={styles.test}>
            <Wifi aria-hidden size="1.5em" className={styles.testIcon} />
            <div>
              <TextLink href="/verbindingstest">{t('sign_in.connection_test')}</TextLink>
              <p className={styles.small}>{t('sign_in.connection_test_help')}</p>
            </div>
          </div>
        </Page>
      </div>
      {demo && <Demo accounts={demo} signIn={signIn} onName={setName} />}
    </div>
  )
}

interface DemoProps {
  accounts: DemoAccount[]
  signIn: (name: string, password: string) => Promise<void>
  onName: (name: string) => void
}

/** The people of the demonstration; one click signs in. */
function Demo({ accounts, signIn, onName }: DemoProps) {
  const { t } = useTranslation('accounts')
  const [busy, setBusy] = useState<string | null>(null)
  const [message, setMessage] = useState<string | null>(null)

  async function choose(account: DemoAccount) {
    setBusy(account.email)
    setMessage(null)
    onName(account.email)
    try {
      await signIn(account.email, account.password)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      setMessage(error.message)
    } finally {
      setBusy(null)
    }
  }

  return (
    <section className={styles.demo} aria-labelledby="demo-title">
      <h2 id="demo-title" className={styles.demoTitle}>
        {t('sign_in.demo_title')}
      </h2>
      <p className={styles.small}>{t('sign_in.demo_intro')}</p>
      {message && <Banner tone="danger">{message}</Banner>}
      <ul role="list" className={styles.tiles}>
        {accounts.map((account) => (
          <li key={account.email}>
            <Button
              variant="quiet"
              fullWidth
              className={styles.tile ?? ''}
              isPending={busy === account.email}
              isDisabled={busy !== null && busy !== account.email}
              onPress={() => void choose(account)}
            >
              <span className={styles.face}>
                <Avatar person={account} size="m" />
                <span className={styles.words}>
                  <span className={styles.hidden}>{t('sign_in.demo_as', { name: account.name })}</span>
                  <span aria-hidden className={styles.name}>
                    {account.name}
                  </span>
                  <span className={styles.role}>{roleName(account.role, t)}</span>
                </span>
                <ArrowRight aria-hidden size="1.25em" className={styles.arrow} />
              </span>
            </Button>
          </li>
        ))}
      </ul>
      {/* A page of the server, not of the app. */}
      <a href="/demo/mail" target="_blank" rel="noreferrer" className={styles.mail}>
        <Inbox aria-hidden size="1.35em" />
        {t('sign_in.demo_mail')}
      </a>
    </section>
  )
}

function roleName(
  role: string,
  t: (key: 'roles.administrator' | 'roles.agent' | 'roles.client') => string,
): string {
  return role === 'administrator' || role === 'agent' || role === 'client' ? t(`roles.${role}`) : role
}

/** The sentence of a refused sign-in stands above the form: which of the two fields is wrong is not told. */
function refused(status: number, errors: Refusal['errors']): Refusal {
  return new Refusal(
    status,
    errors.map((error) => ({ ...error, param: error.code === 'required' ? error.param : null })),
  )
}
