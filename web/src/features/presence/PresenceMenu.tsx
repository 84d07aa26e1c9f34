import { useState } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { Dialog as AriaDialog, DialogTrigger } from 'react-aria-components/Dialog'
import { Popover } from 'react-aria-components/Popover'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '@/i18n/format'
import type { MyPresence } from '@/protocol/types'
import { choosePresence, presence } from '@/state/presence'
import { session } from '@/state/session'
import { Avatar, Button, Form, RadioGroup, Select, SubmitButton, TextField, toast, useStore } from '@/ui'
import { END_CHOICES, type EndChoice, endOf } from './end_times'
import styles from './PresenceMenu.module.css'

const CHOICES = ['available', 'busy', 'dnd', 'away', 'invisible'] as const

/** One's own photo with what others see; opens the choice (PRE-1). */
export function PresenceMenu() {
  const { t } = useTranslation('presence')
  const person = useStore(session, (current) => current.person)
  const mine = useStore(presence, (current) => current.mine)
  if (person === null) return null
  return (
    <DialogTrigger>
      <AriaButton
        className={styles.button ?? ''}
        aria-label={t('menu', { state: t(`choice.${mine.choice}`) })}
      >
        <Avatar person={person} size="s" presence={{ state: markOf(mine), in_call: false }} />
        <span className={styles.words}>
          <span className={styles.choice}>{t(`choice.${mine.choice}`)}</span>
          {mine.text && <span className={styles.text}>{mine.text}</span>}
        </span>
      </AriaButton>
      <Popover className={styles.popover ?? ''} placement="bottom end" offset={6}>
        <AriaDialog aria-label={t('title')} className={styles.dialog ?? ''}>
          {({ close }) => <Choice mine={mine} onDone={close} />}
        </AriaDialog>
      </Popover>
    </DialogTrigger>
  )
}

function Choice({ mine, onDone }: { mine: MyPresence; onDone: () => void }) {
  const { t } = useTranslation(['presence', 'common'])
  const [text, setText] = useState(mine.text)
  const [end, setEnd] = useState<EndChoice>(mine.until ? 'keep' : 'never')
  const until = mine.until
  const choose = (choice: MyPresence['choice']) => {
    // A state is chosen at once; the line below it only when it is saved.
    choosePresence({ ...mine, choice, until: laterOnly(until) }).catch((error: Error) =>
      toast(error.message, { tone: 'danger' }),
    )
  }
  const clear = () => {
    setText('')
    setEnd('never')
    choosePresence({ choice: mine.choice, text: '', until: null }).catch((error: Error) =>
      toast(error.message, { tone: 'danger' }),
    )
  }
  const ends = END_CHOICES.filter((one) => one !== 'keep' || until !== null)
  return (
    <>
      <RadioGroup
        label={t('presence:title')}
        value={mine.choice}
        onChange={choose}
        options={CHOICES.map((value) => ({
          value,
          label: t(`presence:choice.${value}`),
          description: t(`presence:about.${value}`),
        }))}
      />
      <Form
        className={styles.form ?? ''}
        onSubmit={async () => {
          await choosePresence({ choice: mine.choice, text, until: endOf(end, until, new Date()) })
          onDone()
        }}
      >
        <TextField
          label={t('presence:text')}
          name="text"
          value={text}
          onChange={setText}
          maxLength={100}
          description={t('presence:text_example')}
        />
        <Select
          label={t('presence:end.label')}
          value={end}
          onChange={setEnd}
          options={ends.map((value) => ({
            value,
            label:
              value === 'keep' && until
                ? t('presence:end.keep', { moment: formatDateTime(until) })
                : t(`presence:end.${value}`, { moment: '' }),
          }))}
        />
        <div className={styles.buttons}>
          <SubmitButton>{t('common:save')}</SubmitButton>
          {(mine.text || until) && (
            <Button variant="quiet" onPress={clear}>
              {t('presence:clear')}
            </Button>
          )}
        </div>
      </Form>
    </>
  )
}

/** A moment that has passed just now ends nothing any more. */
function laterOnly(until: string | null | undefined): string | null {
  return until && new Date(until) > new Date() ? until : null
}

function markOf({ choice }: MyPresence) {
  return choice === 'invisible' ? 'offline' : choice
}
