import { ShieldCheck } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { Dialog as AriaDialog, DialogTrigger } from 'react-aria-components/Dialog'
import { Popover } from 'react-aria-components/Popover'
import { useTranslation } from 'react-i18next'
import { codeSymbols, type Peer } from '@/state/call'
import styles from './Encrypted.module.css'

/** Rechtstreeks versleuteld, and the four signs with which both sides can check that nobody sits in between (CAL-13). */
export function Encrypted({ peers }: { peers: Peer[] }) {
  const { t } = useTranslation(['calls', 'symbols'])
  return (
    <DialogTrigger>
      <AriaButton className={styles.button ?? ''}>
        <ShieldCheck aria-hidden size="1.25em" />
        {t('encrypted.label')}
      </AriaButton>
      <Popover className={styles.popover ?? ''} placement="bottom end" offset={8}>
        <AriaDialog aria-label={t('encrypted.label')} className={styles.dialog ?? ''}>
          <p>{t('encrypted.text')}</p>
          {peers.map(({ seatId, person, code }) => (
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
