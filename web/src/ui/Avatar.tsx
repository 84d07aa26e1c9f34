import styles from './Avatar.module.css'
import { classNames } from './class_names'
import { PresenceMark, type ShownPresence } from './PresenceMark'

interface AvatarProps {
  person: { name: string; photo: string | null }
  size?: 's' | 'm' | 'l' | 'xl'
  presence?: ShownPresence | null | undefined
  className?: string
}

/** The side of the served picture for each size (px), for screens of double density. */
const SERVED = { s: 64, m: 256, l: 256, xl: 512 } as const

/** Somebody's photo, or his initials; decoration beside his name, so that it has no text of its own. */
export function Avatar({ person, size = 'm', presence, className }: AvatarProps) {
  const photo = person.photo?.replace(/\/\d+\.webp/, `/${SERVED[size]}.webp`)
  return (
    <span className={classNames(styles.avatar, styles[size], className)}>
      {photo ? (
        <img src={photo} alt="" className={styles.photo} draggable={false} />
      ) : (
        <span aria-hidden className={classNames(styles.photo, styles[`tint${tint(person.name)}`])}>
          {initials(person.name)}
        </span>
      )}
      {presence && <PresenceMark presence={presence} className={styles.mark ?? ''} />}
    </span>
  )
}

/** "Anna de Vries" is AV: the first and the last word that begin with a capital, else the first letters. */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean)
  const capitals = words.filter((word) => /^\p{Lu}/u.test(word))
  const chosen = capitals.length > 0 ? capitals : words
  const first = chosen[0]?.[0] ?? '?'
  const last = chosen.length > 1 ? (chosen.at(-1)?.[0] ?? '') : ''
  return (first + last).toUpperCase()
}

function tint(name: string): number {
  let sum = 0
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 5
  return sum
}
