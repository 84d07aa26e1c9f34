import { Check, Circle } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { classNames } from '@/ui'
import styles from './PasswordRules.module.css'
import { passwordRules } from './password_rules'

interface PasswordRulesProps {
  password: string
  /** `maybe`: who it is for is not known, so that the last rule is advice. */
  strict: boolean | 'maybe'
}

/** The rules of a password with a mark behind each that is kept, while typing (ACC-6). */
export function PasswordRules({ password, strict }: PasswordRulesProps) {
  const { t } = useTranslation('accounts')
  return (
    <div className={styles.rules}>
      <p className={styles.title}>{t('rules.title')}</p>
      <ul role="list" className={styles.list}>
        {passwordRules(password, strict !== false).map(({ rule, met }) => (
          <li key={rule} className={classNames(styles.rule, met && styles.met)}>
            <span className={styles.mark} aria-hidden>
              {met ? <Check size="1em" strokeWidth={3} /> : <Circle size="0.75em" strokeWidth={3} />}
            </span>
            <span>
              {rule === 'special' && strict === 'maybe' ? t('rules.special_maybe') : t(`rules.${rule}`)}
              <span className={styles.hidden}>: {met ? t('rules.met') : t('rules.not_met')}</span>
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
