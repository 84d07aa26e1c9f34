import { useQueryClient } from '@tanstack/react-query'
import { ArrowLeft, Mail, Pencil, Phone, Star, StarOff, Trash2, Video } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Entry, useHistory } from '@/features/history'
import { usePresence } from '@/features/presence'
import { answer, http } from '@/protocol/http'
import type { Contact } from '@/protocol/types'
import { call } from '@/state/call'
import { Avatar, Button, ConfirmDialog, IconButton, PresenceMark, TextLink, toast } from '@/ui'
import styles from './ContactDetails.module.css'
import { EditContact } from './EditContact'
import { personOf } from './queries'

/** Everything of one contact, and what one can do with him (CON-2, CON-6). */
export function ContactDetails({ contact, onClose }: { contact: Contact; onClose: () => void }) {
  const { t } = useTranslation(['contacts', 'common'])
  const [asking, setAsking] = useState(false)
  const [editing, setEditing] = useState(false)
  const { remove, favour } = useCommands(contact, onClose)
  const presence = usePresence(contact.person_id, contact.presence)
  const person = personOf(contact)
  const callable = person !== null && contact.request === 'none'
  const own = contact.section !== 'company'
  return (
    <section aria-label={contact.name} className={styles.panel}>
      <div className={styles.back}>
        <Button variant="quiet" icon={ArrowLeft} onPress={onClose}>
          {t('details.back')}
        </Button>
      </div>
      <div className={styles.head}>
        <Avatar person={contact} size="l" />
        <div className={styles.words}>
          <h2 className={styles.name}>{contact.name}</h2>
          {contact.function && <p>{contact.function}</p>}
          {presence && <PresenceMark presence={presence} withText className={styles.muted ?? ''} />}
          {presence?.text ? <p className={styles.muted}>{presence.text}</p> : null}
        </div>
        <IconButton
          label={t(contact.favourite ? 'details.unfavour' : 'details.favour')}
          icon={contact.favourite ? StarOff : Star}
          onPress={() => void favour()}
        />
      </div>

      {callable && (
        <div className={styles.actions}>
          <Button variant="primary" icon={Video} onPress={() => void call.start([person], 'video')}>
            {t('details.video')}
          </Button>
          <Button icon={Phone} onPress={() => void call.start([person], 'audio')}>
            {t('details.audio')}
          </Button>
        </div>
      )}
      {contact.request !== 'none' && <p className={styles.muted}>{t(`request.${contact.request}_text`)}</p>}

      <dl className={styles.facts}>
        {contact.extension && <Fact term={t('details.extension')}>{contact.extension}</Fact>}
        {contact.numbers.map(({ label, number, e164 }) => (
          <Fact key={number} term={label || t('details.number')}>
            <TextLink href={`tel:${e164 || number}`}>{number}</TextLink>
          </Fact>
        ))}
        {contact.email && (
          <Fact term={t('details.email')}>
            <TextLink href={`mailto:${contact.email}`}>
              <Mail aria-hidden size="1.1em" />
              &nbsp;{contact.email}
            </TextLink>
          </Fact>
        )}
        {contact.note && <Fact term={t('details.note')}>{contact.note}</Fact>}
      </dl>

      {contact.person_id && <Past person={contact.person_id} />}

      {own && (
        <div className={styles.actions}>
          {contact.person_id === null && (
            <Button icon={Pencil} onPress={() => setEditing(true)}>
              {t('details.edit')}
            </Button>
          )}
          <Button icon={Trash2} onPress={() => setAsking(true)}>
            {t('common:delete')}
          </Button>
        </div>
      )}
      <ConfirmDialog
        title={t('delete.title', { name: contact.name })}
        text={t('delete.text')}
        confirmLabel={t('common:delete')}
        danger
        isOpen={asking}
        onConfirm={remove}
        onClose={() => setAsking(false)}
      />
      <EditContact contact={contact} isOpen={editing} onClose={() => setEditing(false)} />
    </section>
  )
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt className={styles.muted}>{term}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** The latest calls with this person (CON-6). */
function Past({ person }: { person: string }) {
  const { t } = useTranslation('contacts')
  const { data } = useHistory('all', '', person)
  const entries = data?.pages[0]?.items.slice(0, 3) ?? []
  if (entries.length === 0) return null
  return (
    <section aria-label={t('details.history')}>
      <h3 className={styles.subtitle}>{t('details.history')}</h3>
      <ul role="list">
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} withDay />
        ))}
      </ul>
    </section>
  )
}

function useCommands(contact: Contact, onClose: () => void) {
  const { t } = useTranslation(['contacts', 'common'])
  const queries = useQueryClient()
  const params = { path: { contact_id: contact.id } }
  const renew = () => queries.invalidateQueries({ queryKey: ['contacts'] })

  const restore = async () => {
    try {
      await answer(http.POST('/api/contacts/{contact_id}/restore', { params }))
    } catch (error) {
      toast((error as Error).message, { tone: 'danger' })
    }
    await renew()
  }
  return {
    async remove() {
      await answer(http.DELETE('/api/contacts/{contact_id}', { params }))
      onClose()
      toast(t('delete.done', { name: contact.name }), {
        seconds: 10,
        action: { label: t('common:undo'), onPress: () => void restore() },
      })
      await renew()
    },
    async favour() {
      try {
        if (contact.favourite) await answer(http.DELETE('/api/contacts/{contact_id}/favourite', { params }))
        else await answer(http.PUT('/api/contacts/{contact_id}/favourite', { params }))
      } catch (error) {
        toast((error as Error).message, { tone: 'danger' })
      }
      await renew()
    },
  }
}
