import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Fragment, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { UnsavedChanges } from '@/features/profile'
import { answer, http } from '@/protocol/http'
import { Refusal } from '@/protocol/refusal'
import type { Policies as PoliciesAnswer } from '@/protocol/types'
import { refreshSession, session } from '@/state/session'
import {
  Banner,
  Card,
  FetchFault,
  Form,
  Skeleton,
  SubmitButton,
  Switch,
  TextField,
  toast,
  useStore,
} from '@/ui'
import { AdministrationFrame } from '../AdministrationFrame'
import styles from '../Policies.module.css'
import {
  BOUNDS,
  type Fields,
  faultsOf,
  fieldsOf,
  isChanged,
  isKeepField,
  KEEP_FIELDS,
  type NumberField,
  policiesOf,
} from '../policy_fields'

const KEY = ['policies']

/** ADM-5: the rules of the organisation. */
export default function Policies() {
  const { t } = useTranslation(['administration', 'common'])
  const organisation = useStore(session, (current) => current.organisation?.name ?? '')
  const { data, error, refetch } = useQuery({
    queryKey: KEY,
    queryFn: () => answer(http.GET('/api/administration/policies')),
  })
  return (
    <AdministrationFrame title={t('sections.policies')} intro={t('policies.intro', { organisation })}>
      <FetchFault error={error} retry={refetch} title={t('policies.failed')} />
      {!data && !error && <Skeleton rows={4} shape="tile" />}
      {data && <PoliciesForm saved={data} />}
    </AdministrationFrame>
  )
}

function PoliciesForm({ saved }: { saved: PoliciesAnswer }) {
  const { t } = useTranslation(['administration', 'common'])
  const queries = useQueryClient()
  const [fields, setFields] = useState<Fields>(() => fieldsOf(saved))
  const protectedSelf = useStore(session, ({ person }) => person?.two_factor === true)
  const dirty = isChanged(fields, saved)
  const change = (changed: Partial<Fields>) => setFields({ ...fields, ...changed })
  const numberFault = (name: NumberField) => {
    const [least, most] = BOUNDS[name]
    return t('policies.number', { least, most })
  }

  async function save() {
    const faults = faultsOf(fields)
    if (faults.length > 0) {
      const refused = faults.map((param) => ({ code: 'number_invalid', message: numberFault(param), param }))
      throw new Refusal(400, refused)
    }
    const changed = await answer(http.PATCH('/api/administration/policies', { body: policiesOf(fields) }))
    queries.setQueryData(KEY, changed)
    setFields(fieldsOf(changed))
    toast(t('policies.saved'))
    await refreshSession()
  }

  const number = (name: NumberField) => (
    <TextField
      label={t(`policies.${name}`)}
      description={t(`policies.${name}_help`)}
      name={name}
      inputMode="numeric"
      maxLength={4}
      value={fields[name]}
      onChange={(value) => change({ [name]: value })}
      isRequired={!isKeepField(name)}
      className={styles.number ?? ''}
    />
  )

  return (
    <>
      <Form onSubmit={save}>
        <Card title={t('policies.calls')}>
          {number('ring_seconds')}
          <Switch isSelected={fields.countdown} onChange={(countdown) => change({ countdown })}>
            {t('policies.countdown')}
          </Switch>
        </Card>
        <Card title={t('policies.appointments')}>{number('reminder_hours')}</Card>
        <Card title={t('policies.telephony')} intro={t('policies.telephony_intro')}>
          <Switch isSelected={fields.mask_numbers} onChange={(mask_numbers) => change({ mask_numbers })}>
            {t('policies.mask_numbers')}
          </Switch>
        </Card>
        <Card title={t('policies.passwords')} intro={t('policies.passwords_intro')}>
          <div>
            <Switch
              isSelected={fields.strict_password_agents}
              onChange={(strict_password_agents) => change({ strict_password_agents })}
            >
              {t('policies.strict_password_agents')}
            </Switch>
            <Switch
              isSelected={fields.strict_password_clients}
              onChange={(strict_password_clients) => change({ strict_password_clients })}
            >
              {t('policies.strict_password_clients')}
            </Switch>
          </div>
        </Card>
        <Card title={t('policies.two_factor')} intro={t('policies.two_factor_intro')}>
          <div>
            <Switch
              isSelected={fields.two_factor_administrators}
              onChange={(two_factor_administrators) => change({ two_factor_administrators })}
            >
              {t('policies.two_factor_administrators')}
            </Switch>
            <Switch
              isSelected={fields.two_factor_agents}
              onChange={(two_factor_agents) => change({ two_factor_agents })}
            >
              {t('policies.two_factor_agents')}
            </Switch>
            <Switch
              isSelected={fields.two_factor_clients}
              onChange={(two_factor_clients) => change({ two_factor_clients })}
            >
              {t('policies.two_factor_clients')}
            </Switch>
          </div>
          {fields.two_factor_administrators && !protectedSelf && (
            <Banner tone="info">{t('policies.two_factor_self')}</Banner>
          )}
        </Card>
        <Card title={t('policies.idle')} intro={t('policies.idle_intro')}>
          <div className={styles.pair}>
            {number('idle_hours_agents')}
            {number('idle_days_clients')}
          </div>
        </Card>
        <Card title={t('policies.keep')} intro={t('policies.keep_intro')}>
          <div className={styles.pair}>
            {KEEP_FIELDS.map((name) => (
              <Fragment key={name}>{number(name)}</Fragment>
            ))}
          </div>
        </Card>
        <div className={styles.save}>
          <SubmitButton>{t('common:save')}</SubmitButton>
          {dirty && <span className={styles.note}>{t('policies.unsaved')}</span>}
        </div>
      </Form>
      <UnsavedChanges dirty={dirty} />
    </>
  )
}
