/** The signs that a password must have (ACC-6); the server checks the same and more. */

export type PasswordRule = 'length' | 'lower' | 'upper' | 'digit' | 'special'

const HOLDS: Record<PasswordRule, (password: string) => boolean> = {
  length: (password) => [...password].length >= 8,
  lower: (password) => /\p{Ll}/u.test(password),
  upper: (password) => /\p{Lu}/u.test(password),
  digit: (password) => /\p{Nd}/u.test(password),
  special: (password) => /[^\p{L}\p{N}\s]/u.test(password),
}

/** Each rule in the order of the screen, and whether the password keeps it; `strict` asks a special sign. */
export function passwordRules(password: string, strict: boolean): { rule: PasswordRule; met: boolean }[] {
  const rules: PasswordRule[] = ['length', 'lower', 'upper', 'digit']
  if (strict) rules.push('special')
  return rules.map((rule) => ({ rule, met: HOLDS[rule](password) }))
}

export function keepsRules(password: string, strict: boolean): boolean {
  return passwordRules(password, strict).every(({ met }) => met)
}
