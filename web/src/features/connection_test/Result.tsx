import { CircleCheck, CircleX, ClipboardCopy, RotateCw, TriangleAlert } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, Card, classNames, toast } from '@/ui'
import styles from './Result.module.css'
import { reasonsOf, reportText, rowsOf, type Surroundings } from './report'
import { type Findings, verdict } from './verdict'

const ICONS = { good: CircleCheck, limited: TriangleAlert, bad: CircleX }

interface ResultProps {
  found: Findings
  at: Date
  onAgain: () => void
}

/** The bar with why and what to do, the figures, and the text for the helpdesk (NET-2). */
export function Result({ found, at, onAgain }: ResultProps) {
  const { t } = useTranslation('connection_test')
  const bar = useRef<HTMLHeadingElement>(null)
  useEffect(() => bar.current?.focus(), [])
  const judged = verdict(found)
  const [first, ...others] = reasonsOf(judged, t)
  const Icon = ICONS[judged.level]
  return (
    <Card>
      <section className={classNames(styles.bar, styles[judged.level])} data-level={judged.level}>
        <Icon aria-hidden className={styles.icon} size="2.25rem" />
        <div className={styles.words}>
          <h2 ref={bar} tabIndex={-1} className={styles.title}>
            {t(`level.${judged.level}.title`)}
          </h2>
          <p>
            {first?.why} {first?.advice}
          </p>
        </div>
      </section>
      {others.length > 0 && (
        <div className={styles.others}>
          <p className={styles.also}>{t('also')}</p>
          <ul>
            {others.map(({ code, why, advice }) => (
              <li key={code}>
                {why} {advice}
              </li>
            ))}
          </ul>
        </div>
      )}
      <details className={styles.details}>
        <summary className={styles.summary}>{t('details')}</summary>
        <dl className={styles.figures}>
          {rowsOf(found, t).map(({ label, value }) => (
            <div key={label} className={styles.figure}>
              <dt>{label}</dt>
              <dd className={styles.value}>{value}</dd>
            </div>
          ))}
        </dl>
      </details>
      <Copy text={reportText(found, judged, surroundings(at), t)} onAgain={onAgain} />
    </Card>
  )
}

function Copy({ text, onAgain }: { text: string; onAgain: () => void }) {
  const { t } = useTranslation('connection_test')
  const [byHand, setByHand] = useState(false)
  const area = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    if (byHand) area.current?.select()
  }, [byHand])

  async function copy() {
    try {
      await navigator.clipboard.writeText(text)
      setByHand(false)
      toast(t('copied'))
    } catch {
      // Refused by the browser, or there is no clipboard without https.
      setByHand(true)
      area.current?.select()
    }
  }

  return (
    <>
      <div className={styles.actions}>
        <Button variant="primary" icon={RotateCw} onPress={onAgain}>
          {t('again')}
        </Button>
        <Button icon={ClipboardCopy} onPress={() => void copy()}>
          {t('copy')}
        </Button>
      </div>
      {byHand && (
        <label className={styles.byHand}>
          <span className={styles.also}>{t('copy_by_hand')}</span>
          <span>{t('copy_by_hand_text')}</span>
          <textarea ref={area} readOnly rows={12} value={text} className={styles.text} />
        </label>
      )}
    </>
  )
}

function surroundings(at: Date): Surroundings {
  const { connection } = navigator as Navigator & { connection?: { type?: string; effectiveType?: string } }
  const network = [connection?.type, connection?.effectiveType].filter(Boolean).join(', ')
  return { at, site: location.origin, browser: navigator.userAgent, network: network || null }
}
