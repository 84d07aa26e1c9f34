import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, http, oncePerClick } from '@/protocol/http'
import type { Trunk } from '@/protocol/types'
import {
  Button,
  Dialog,
  DialogActions,
  Form,
  PasswordField,
  RadioGroup,
  Select,
  SubmitButton,
  Switch,
  TextField,
  toast,
} from '@/ui'
import { refuseNumbers } from './numbers_refused'
import { renewTrunks } from './queries'
import styles from './Rows.module.css'
import {
  BOUNDS,
  type Choices,
  choicesOf,
  faultsOf,
  peersOf,
  TRANSPORTS,
  type Transport,
  trunkOf,
  WAYS,
  type Way,
  withTransport,
} from './trunk_fields'

/** ADM-4: adds a line (`trunk` null) or changes one. */
export function TrunkDialog({ trunk, onClose }: { trunk: Trunk | null; onClose: () => void }) {
  const { t } = useTranslation(['telephony', 'common'])
  const queries = useQueryClient()
  const [choices, setChoices] = useState<Choices>(() => choicesOf(trunk))
  const change = (changed: Partial<Choices>) => setChoices({ ...choices, ...changed })
  const registers = choices.way === 'registration'

  async function save(data: Record<string, string>) {
    refuseNumbers(faultsOf(data), (name) => {
      const [least, most] = BOUNDS[name]
      return t('trunks.number', { least, most })
    })
    const body = trunkOf(data, choices)
    const { name } = await (trunk
      ? answer(
          http.PATCH('/api/telephony/trunks/{trunk_id}', { params: { path: { trunk_id: trunk.id } }, body }),
        )
      : answer(http.POST('/api/telephony/trunks', { body, headers: oncePerClick() })))
    toast(t(trunk ? 'trunks.saved' : 'trunks.added', { name }))
    onClose()
    await renewTrunks(queries)
  }

  return (
    <Dialog
      title={trunk ? t('trunks.edit_title', { name: trunk.name }) : t('trunks.add')}
      isOpen
      onClose={onClose}
    >
      <Form onSubmit={save}>
        <TextField
          label={t('trunks.name')}
          description={t('trunks.name_help')}
          name="name"
          defaultValue={trunk?.name ?? ''}
          autoComplete="off"
          maxLength={60}
          isRequired
          autoFocus={trunk === null}
        />
        <RadioGroup<Way>
          label={t('trunks.way')}
          name="way"
          options={WAYS.map((value) => ({
            value,
            label: t(`trunks.ways.${value}`),
            description: t(`trunks.way_help.${value}`),
          }))}
          value={choices.way}
          onChange={(way) => change({ way })}
        />
        <TextField
          label={t('trunks.host')}
          description={t('trunks.host_help')}
          name="host"
          defaultValue={trunk?.host ?? ''}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck="false"
          maxLength={253}
          isRequired
        />
        <div className={styles.pair}>
          <Select<Transport>
            label={t('trunks.transport')}
            name="transport"
            options={TRANSPORTS.map((value) => ({ value, label: value.toUpperCase() }))}
            value={choices.transport}
            onChange={(transport) => setChoices(withTransport(choices, transport))}
          />
          <TextField
            label={t('trunks.port')}
            name="port"
            inputMode="numeric"
            autoComplete="off"
            maxLength={5}
            value={choices.port}
            onChange={(port) => change({ port })}
            isRequired
          />
        </div>
        <div className={styles.pair}>
          <TextField
            label={t('trunks.username')}
            description={registers ? undefined : t('trunks.account_help')}
            name="username"
            defaultValue={trunk?.username ?? ''}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck="false"
            maxLength={100}
            isRequired={registers}
          />
          <PasswordField
            label={t('trunks.password')}
            description={t(trunk?.has_password ? 'trunks.password_kept' : 'trunks.password_help')}
            name="password"
            autoComplete="new-password"
            maxLength={200}
            isRequired={registers && !trunk?.has_password}
          />
        </div>
        <TextField
          label={t('trunks.caller_number')}
          description={t('trunks.caller_number_help')}
          name="caller_number"
          type="tel"
          defaultValue={trunk?.caller_number ?? ''}
          autoComplete="off"
          maxLength={30}
        />
        <TextField
          label={t('trunks.peers')}
          description={t('trunks.peers_help')}
          name="peers"
          defaultValue={peersOf(trunk)}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck="false"
          multiline
        />
        <TextField
          label={t('trunks.most_calls')}
          description={t('trunks.most_calls_help')}
          name="most_calls"
          inputMode="numeric"
          defaultValue={String(trunk?.most_calls ?? 10)}
          autoComplete="off"
          maxLength={4}
          isRequired
        />
        <div>
          <Switch isSelected={choices.abroad} onChange={(abroad) => change({ abroad })}>
            {t('trunks.abroad')}
          </Switch>
          <Switch isSelected={choices.active} onChange={(active) => change({ active })}>
            {t('trunks.active')}
          </Switch>
        </div>
        <DialogActions>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <SubmitButton>{trunk ? t('common:save') : t('telephony.add')}</SubmitButton>
        </DialogActions>
      </Form>
    </Dialog>
  )
}
