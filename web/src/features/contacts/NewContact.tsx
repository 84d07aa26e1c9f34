import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, http, oncePerClick } from '@/protocol/http'
import { session } from '@/state/session'
import {
  Banner,
  Button,
  Dialog,
  DialogActions,
  Form,
  RadioGroup,
  Select,
  Steps,
  SubmitButton,
  TextField,
  useStore,
} from '@/ui'
import { type EditedNumber, NumberFields, toNumbers } from './NumberFields'

const KINDS = ['existing', 'invite', 'plain'] as const

type Kind = (typeof KINDS)[number]

/** Nieuw contact maken: what kind, the details, done (CON-3). */
export function NewContact({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation('contacts')
  return (
    <Dialog title={t('new.title')} isOpen={isOpen} onClose={onClose}>
      <Walk onClose={onClose} />
    </Dialog>
  )
}

function Walk({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['contacts', 'common'])
  const client = useStore(session, ({ person }) => person?.role === 'client')
  const [step, setStep] = useState(0)
  const [kind, setKind] = useState<Kind>('existing')
  const [done, setDone] = useState('')
  // Inviting people is the work of staff.
  const kinds = KINDS.filter((one) => one !== 'invite' || !client)
  return (
    <>
      <Steps steps={[t('new.step_kind'), t('new.step_details'), t('new.step_done')]} current={step} />
      {step === 0 && (
        <>
          <RadioGroup
            label={t('new.kind')}
            value={kind}
            onChange={setKind}
            options={kinds.map((value) => ({
              value,
              label: t(`new.${value}`),
              description: t(`new.${value}_about`),
            }))}
          />
          <DialogActions>
            <Button onPress={onClose}>{t('common:cancel')}</Button>
            <Button variant="primary" onPress={() => setStep(1)}>
              {t('common:next')}
            </Button>
          </DialogActions>
        </>
      )}
      {step === 1 && (
        <Details
          kind={kind}
          onBack={() => setStep(0)}
          onDone={(sentence) => {
            setDone(sentence)
            setStep(2)
          }}
        />
      )}
      {step === 2 && (
        <>
          <Banner tone="ok">{done}</Banner>
          <DialogActions>
            <Button onPress={() => setStep(0)}>{t('new.another')}</Button>
            <Button variant="primary" onPress={onClose} autoFocus>
              {t('common:close')}
            </Button>
          </DialogActions>
        </>
      )}
    </>
  )
}

interface DetailsProps {
  kind: Kind
  onBack: () => void
  onDone: (sentence: string) => void
}

function Details({ kind, onBack, onDone }: DetailsProps) {
  const { t } = useTranslation(['contacts', 'common'])
  const queries = useQueryClient()
  const [numbers, setNumbers] = useState<EditedNumber[]>([])
  const [language, setLanguage] = useState<'nl' | 'en'>('nl')
  const send = async (data: Record<string, string>) => {
    const { email = '', first_name = '', last_name = '', message = '', name = '', note = '' } = data
    const body =
      kind === 'existing'
        ? { kind, email }
        : kind === 'invite'
          ? { kind, first_name, last_name, email, language, message }
          : { kind, name, email, function: data.function ?? '', note, numbers: toNumbers(numbers) }
    await answer(http.POST('/api/contacts', { body, headers: oncePerClick() }))
    await queries.invalidateQueries({ queryKey: ['contacts'] })
    onDone(t(`new.${kind}_done`, { name: name || `${first_name} ${last_name}`.trim(), email }))
  }
  return (
    <Form onSubmit={send}>
      {kind === 'plain' && (
        <>
          <TextField label={t('new.name')} name="name" isRequired autoFocus maxLength={120} />
          <TextField label={t('new.function')} name="function" maxLength={80} />
          <NumberFields numbers={numbers} onChange={setNumbers} />
        </>
      )}
      {kind === 'invite' && (
        <>
          <TextField label={t('new.first_name')} name="first_name" isRequired autoFocus maxLength={60} />
          <TextField label={t('new.last_name')} name="last_name" maxLength={80} />
        </>
      )}
      <TextField
        label={t('details.email')}
        name="email"
        type="email"
        autoComplete="off"
        isRequired={kind !== 'plain'}
        autoFocus={kind === 'existing'}
      />
      {kind === 'invite' && (
        <>
          <Select
            label={t('new.language')}
            value={language}
            onChange={setLanguage}
            options={[
              { value: 'nl', label: 'Nederlands' },
              { value: 'en', label: 'English' },
            ]}
          />
          <TextField label={t('new.message')} name="message" multiline maxLength={1000} />
        </>
      )}
      {kind === 'plain' && <TextField label={t('details.note')} name="note" multiline maxLength={2000} />}
      <DialogActions>
        <Button onPress={onBack}>{t('common:previous')}</Button>
        <SubmitButton>{t(`new.${kind}_send`)}</SubmitButton>
      </DialogActions>
    </Form>
  )
}
