import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, http, oncePerClick } from '@/protocol/http'
import type { Language, PhoneNumber } from '@/protocol/types'
import { session } from '@/state/session'
import { Button, Dialog, DialogActions, Form, Select, SubmitButton, TextField, toast } from '@/ui'
import { renewNumbers } from './queries'

/** ADM-4: adds a telephone number (`number` null) or changes one. */
export function NumberDialog({ number, onClose }: { number: PhoneNumber | null; onClose: () => void }) {
  const { t } = useTranslation(['telephony', 'common'])
  const queries = useQueryClient()
  const [language, setLanguage] = useState<Language>(number?.language ?? session.get().language)

  async function save(data: Record<string, string>) {
    const body = { number: data.number ?? '', short: data.short?.trim() ?? '', language }
    const saved = await (number
      ? answer(
          http.PATCH('/api/telephony/numbers/{number_id}', {
            params: { path: { number_id: number.id } },
            body,
          }),
        )
      : answer(http.POST('/api/telephony/numbers', { body, headers: oncePerClick() })))
    toast(t(number ? 'numbers.saved' : 'numbers.added', { number: saved.number }))
    onClose()
    await renewNumbers(queries)
  }

  return (
    <Dialog
      title={number ? t('numbers.edit_title', { number: number.number }) : t('numbers.add')}
      isOpen
      onClose={onClose}
    >
      <Form onSubmit={save}>
        <TextField
          label={t('numbers.number')}
          description={t('numbers.number_help')}
          name="number"
          type="tel"
          defaultValue={number?.number ?? ''}
          autoComplete="off"
          maxLength={30}
          isRequired
          autoFocus={number === null}
        />
        <TextField
          label={t('numbers.short')}
          description={t('numbers.short_help')}
          name="short"
          inputMode="numeric"
          defaultValue={number?.short ?? ''}
          autoComplete="off"
          maxLength={10}
        />
        <Select<Language>
          label={t('numbers.language')}
          description={t('numbers.language_help')}
          options={[
            { value: 'nl', label: t('languages.nl') },
            { value: 'en', label: t('languages.en') },
          ]}
          value={language}
          onChange={setLanguage}
        />
        <DialogActions>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <SubmitButton>{number ? t('common:save') : t('telephony.add')}</SubmitButton>
        </DialogActions>
      </Form>
    </Dialog>
  )
}
