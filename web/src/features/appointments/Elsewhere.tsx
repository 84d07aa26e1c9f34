import { useQueryClient } from '@tanstack/react-query'
import { Copy, Link2Off, RefreshCw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '@/i18n/format'
import type { Agendas } from '@/protocol/types'
import { Banner, Button, Card, ConfirmDialog, Fetched, Form, SubmitButton, TextField, toast } from '@/ui'
import styles from './Appointments.module.css'
import { endFeed, endSource, keepAgendas, makeFeed, refreshSource, setSource, useAgendas } from './queries'

/** APP-4: both calendars agree: ours at a private address, and the busy times of the other one. */
export function Elsewhere() {
  const { t } = useTranslation('appointments')
  const agendas = useAgendas()
  return (
    <Fetched query={agendas} failed={t('page.failed')} shape="tile">
      {({ feed, source }) => (
        <div className={styles.list}>
          <Feed address={feed} />
          <Source source={source} />
        </div>
      )}
    </Fetched>
  )
}

function Feed({ address }: { address: string | null }) {
  const { t } = useTranslation('appointments')
  const change = useChange()
  const [asked, setAsked] = useState<'renew' | 'end' | null>(null)
  const copy = async (text: string) => {
    await navigator.clipboard.writeText(text)
    toast(t('elsewhere.feed_copied'))
  }
  return (
    <Card title={t('elsewhere.feed_title')} intro={t('elsewhere.feed_intro')}>
      {address === null ? (
        <>
          <p className={styles.about}>{t('elsewhere.feed_none')}</p>
          <div>
            <Button onPress={() => change.now(makeFeed())}>{t('elsewhere.feed_make')}</Button>
          </div>
        </>
      ) : (
        <>
          <TextField
            label={t('elsewhere.feed_address')}
            description={t('elsewhere.feed_secret')}
            value={address}
            isReadOnly
          />
          <div className={styles.buttons}>
            <Button
              variant="primary"
              icon={Copy}
              onPress={() => void copy(address).catch(() => toast(t('one.copy_failed'), { tone: 'danger' }))}
            >
              {t('elsewhere.feed_copy')}
            </Button>
            <Button icon={RefreshCw} onPress={() => setAsked('renew')}>
              {t('elsewhere.feed_renew')}
            </Button>
            <Button icon={Link2Off} onPress={() => setAsked('end')}>
              {t('elsewhere.feed_end')}
            </Button>
          </div>
        </>
      )}
      <ConfirmDialog
        title={t('elsewhere.feed_renew_title')}
        text={t('elsewhere.feed_renew_text')}
        confirmLabel={t('elsewhere.feed_renew')}
        isOpen={asked === 'renew'}
        onConfirm={() => change.keep(makeFeed(), t('elsewhere.feed_renewed'))}
        onClose={() => setAsked(null)}
      />
      <ConfirmDialog
        title={t('elsewhere.feed_end_title')}
        text={t('elsewhere.feed_end_text')}
        confirmLabel={t('elsewhere.feed_end')}
        danger
        isOpen={asked === 'end'}
        onConfirm={() => change.keep(endFeed(), t('elsewhere.feed_ended'))}
        onClose={() => setAsked(null)}
      />
    </Card>
  )
}

function Source({ source }: { source: Agendas['source'] }) {
  const { t } = useTranslation('appointments')
  const change = useChange()
  const [asked, setAsked] = useState(false)
  if (source === null) {
    return (
      <Card title={t('elsewhere.source_title')} intro={t('elsewhere.source_intro')}>
        <Form
          onSubmit={({ url = '' }) => change.keep(setSource(url), t('elsewhere.source_added'))}
          aria-label={t('elsewhere.source_title')}
        >
          <TextField
            label={t('elsewhere.source_url')}
            description={t('elsewhere.source_help')}
            name="url"
            inputMode="text"
            autoCapitalize="none"
            spellCheck="false"
            autoComplete="off"
            isRequired
          />
          <div>
            <SubmitButton variant="secondary">{t('elsewhere.source_add')}</SubmitButton>
          </div>
        </Form>
      </Card>
    )
  }
  const { host, fetched_at, fault } = source
  return (
    <Card title={t('elsewhere.source_title')} intro={t('elsewhere.source_intro')}>
      <p className={styles.name}>{t('elsewhere.source_from', { host })}</p>
      {fault && <Banner tone="danger">{fault}</Banner>}
      {(fetched_at !== null || !fault) && (
        <p className={styles.about}>
          {fetched_at === null
            ? t('elsewhere.source_waiting')
            : t('elsewhere.source_read', { at: formatDateTime(fetched_at) })}
        </p>
      )}
      <div className={styles.buttons}>
        <Button
          icon={RefreshCw}
          onPress={() => change.now(refreshSource(), t('elsewhere.source_refreshing'))}
        >
          {t('elsewhere.source_refresh')}
        </Button>
        <Button icon={Trash2} onPress={() => setAsked(true)}>
          {t('elsewhere.source_end')}
        </Button>
      </div>
      <ConfirmDialog
        title={t('elsewhere.source_end_title')}
        text={t('elsewhere.source_end_text')}
        confirmLabel={t('elsewhere.source_end')}
        danger
        isOpen={asked}
        onConfirm={() => change.keep(endSource(), t('elsewhere.source_ended'))}
        onClose={() => setAsked(false)}
      />
    </Card>
  )
}

/** Carries out a command and shows what it answers: `keep` throws its refusal, `now` tells it. */
function useChange() {
  const queries = useQueryClient()
  const keep = async (command: Promise<Agendas>, done = '') => {
    keepAgendas(queries, await command)
    if (done) toast(done)
  }
  const now = (command: Promise<Agendas>, done = '') => {
    keep(command, done).catch((error: Error) => toast(error.message, { tone: 'danger' }))
  }
  return { keep, now }
}
