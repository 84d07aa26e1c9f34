import { Phone, ShieldCheck } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { Dialog as AriaDialog, DialogTrigger } from 'react-aria-components/Dialog'
import { Popover } from 'react-aria-components/Popover'
import { useTranslation } from 'react-i18next'
import type { Peer } from '@/state/call'
import { codeSymbols } from '@/state/call/comparison_code'
import styles from './Encrypted.module.css'

/**
 * Rechtstreeks versleuteld, and the four signs with which both sides can check that nobody sits in between (CAL-13). With
 * a telephone in the call it is not so, and says so.
 */
export function Encrypted({ peers }: { peers: Peer[] }) {
  const { t } = useTranslation(['calls', 'symbols'])
  const telephones = peers.filter(({ telephone }) => telephone)
  const direct = peers.filter(({ telephone }) => !telephone)
  const label = telephones.length > 0 ? t('encrypted.telephone_label') : t('encrypted.label')
  const Icon = telephones.length > 0 ? Phone : ShieldCheck
  return (
    <DialogTrigger>
      <AriaButton className={styles.button ?? ''}>
        <Icon aria-hidden size="1.25em" />
        {label}
      </AriaButton>
      <Popover className={styles.popover ?? ''} placement="bottom end" offset={8}>
        <AriaDialog aria-label={label} className={styles.dialog ?? ''}>
          {telephones.map(({ seatId, person }) => (
            <p key={seatId}>{t('encrypted.telephone_text', { name: person.name })}</p>
          ))}
          {direct.length > 0 && (
            <p>{telephones.length > 0 ? t('encrypted.telephone_rest') : t('encrypted.text')}</p>
          )}
          {direct.map(({ seatId, person, code }) => (
            <div key={seatId} className={styles.row}>
              <span>{t('encrypted.with', { name: person.name })}</span>
              {code === null ? (
                <span>{t('encrypted.not_yet')}</span>
              ) : (
                <ul role="list" className={styles.code} aria-label={t('encrypted.code')}>
                  {codeSymbols(code).map(({ symbol, name }, index) => (
                    <li key={`${index}${symbol}`} className={styles.symbol}>
                      <span aria-hidden>{symbol}</span>
                      <span className={styles.word}>{t(`symbols:${name}`)}</span>
                    </li>
                  ))}
                </ul>
              )}
            </div>
          ))}
        </AriaDialog>
      </Popover>
    </DialogTrigger>
  )
}
