import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, http, oncePerClick } from '@/protocol/http'
import type { WebsiteButton, WebsiteButtons } from '@/protocol/types'
import {
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  Form,
  RadioGroup,
  Select,
  SubmitButton,
  Switch,
  TextField,
  toast,
} from '@/ui'
import { ButtonPreview } from './ButtonPreview'
import {
  buttonOf,
  type Choices,
  choicesOf,
  LANGUAGES,
  POSITIONS,
  STRATEGIES,
  type Strategy,
  withHours,
} from './button_fields'
import { HoursFields } from './HoursFields'
import { renewButtons } from './queries'
import styles from './WebsiteButtons.module.css'

interface ButtonDialogProps {
  button: WebsiteButton | null
  all: WebsiteButtons
  onClose: () => void
}

/** ADM-3: adds a button (`button` null) or changes one, with a picture of it that follows. */
export function ButtonDialog({ button, all, onClose }: ButtonDialogProps) {
  const { t } = useTranslation(['website_button', 'common'])
  const queries = useQueryClient()
  const [choices, setChoices] = useState<Choices>(() => choicesOf(button, all.colour))
  const change = (changed: Partial<Choices>) => setChoices({ ...choices, ...changed })

  async function save(data: Record<string, string>) {
    const body = buttonOf(data, choices)
    const { name } = await (button
      ? answer(
          http.PATCH('/api/administration/buttons/{button_id}', {
            params: { path: { button_id: button.id } },
            body,
          }),
        )
      : answer(http.POST('/api/administration/buttons', { body, headers: oncePerClick() })))
    toast(t(button ? 'saved' : 'added', { name }))
    onClose()
    await renewButtons(queries)
  }

  return (
    <Dialog
      title={button ? t('edit_title', { name: button.name }) : t('add')}
      isOpen
      onClose={onClose}
      size="l"
    >
      <Form onSubmit={save}>
        <TextField
          label={t('name')}
          description={t('name_help')}
          name="name"
          defaultValue={button?.name ?? ''}
          autoComplete="off"
          maxLength={60}
          isRequired
          autoFocus={button === null}
        />
        <GroupChoice
          groups={all.groups}
          chosen={choices.groups}
          onChange={(chosen) => change({ groups: chosen })}
        />
        <RadioGroup<Strategy>
          label={t('strategy')}
          name="strategy"
          options={STRATEGIES.map((value) => ({
            value,
            label: t(`strategies.${value}`),
            description: t(`strategy_help.${value}`),
          }))}
          value={choices.strategy}
          onChange={(strategy) => change({ strategy })}
        />
        <div>
          <Switch isSelected={choices.hours !== null} onChange={(on) => setChoices(withHours(choices, on))}>
            {t('hours_on')}
          </Switch>
          {choices.hours && <HoursFields choices={choices} onChange={setChoices} />}
        </div>
        <div>
          <Switch
            isSelected={choices.self_planning}
            onChange={(self_planning) => change({ self_planning })}
            aria-describedby="self-planning"
          >
            {t('self_planning')}
          </Switch>
          <p id="self-planning" className={styles.about}>
            {t('self_planning_help')}
          </p>
        </div>
        <LookFields choices={choices} houseColour={all.colour} change={change} />
        <TextField
          label={t('origins')}
          description={t('origins_help')}
          name="origins"
          defaultValue={button?.origins.join('\n') ?? ''}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck="false"
          multiline
        />
        <TextField
          label={t('consent_text')}
          description={t('consent_text_help')}
          name="consent_text"
          defaultValue={button?.consent_text ?? ''}
          maxLength={1000}
          multiline
        />
        <Switch isSelected={choices.active} onChange={(active) => change({ active })}>
          {t('active')}
        </Switch>
        <DialogActions>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <SubmitButton>{button ? t('common:save') : t('add')}</SubmitButton>
        </DialogActions>
      </Form>
    </Dialog>
  )
}

interface LookProps {
  choices: Choices
  houseColour: string
  change: (changed: Partial<Choices>) => void
}

function LookFields({ choices, houseColour, change }: LookProps) {
  const { t } = useTranslation('website_button')
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{t('look')}</legend>
      <ButtonPreview choices={choices} houseColour={houseColour} />
      <div className={styles.pair}>
        {(['text_nl', 'text_en'] as const).map((name) => (
          <TextField
            key={name}
            label={t(name)}
            name={name}
            value={choices[name]}
            onChange={(text) => change({ [name]: text })}
            autoComplete="off"
            maxLength={40}
            isRequired
          />
        ))}
      </div>
      <div className={styles.pair}>
        <TextField
          label={t('colour')}
          description={t('colour_help')}
          name="colour"
          value={choices.colour}
          onChange={(colour) => change({ colour })}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck="false"
          maxLength={7}
          isRequired
        />
        <Select
          label={t('position')}
          options={POSITIONS.map((value) => ({ value, label: t(`positions.${value}`) }))}
          value={choices.position}
          onChange={(position) => change({ position })}
        />
        <Select
          label={t('language')}
          options={LANGUAGES.map((value) => ({ value, label: t(`languages.${value}`) }))}
          value={choices.language}
          onChange={(language) => change({ language })}
        />
      </div>
    </fieldset>
  )
}

interface GroupChoiceProps {
  groups: WebsiteButtons['groups']
  chosen: ReadonlySet<string>
  onChange: (chosen: ReadonlySet<string>) => void
}

function GroupChoice({ groups, chosen, onChange }: GroupChoiceProps) {
  const { t } = useTranslation('website_button')
  function choose(id: string, selected: boolean) {
    const next = new Set(chosen)
    if (selected) next.add(id)
    else next.delete(id)
    onChange(next)
  }
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{t('groups')}</legend>
      <p className={styles.about}>{t(groups.length > 0 ? 'groups_help' : 'groups_none')}</p>
      {groups.map(({ id, name }) => (
        <Checkbox key={id} isSelected={chosen.has(id)} onChange={(selected) => choose(id, selected)}>
          {name}
        </Checkbox>
      ))}
    </fieldset>
  )
}
