/** A conference account as fields of a form (CNF-1): pure. */
import type { ConferenceAccount, ListedPerson } from '@/protocol/types'

export type Waiting = ConferenceAccount['waiting']

export const WAITINGS: Waiting[] = ['music', 'each_other']

/** How many people can confer: the least, the most, and what is proposed; the server has the same. */
export const MOST = { least: 2, most: 100, usual: 10 } as const

export function isMost(text: string | undefined): boolean {
  return /^\d+$/.test(text?.trim() ?? '') && Number(text) >= MOST.least && Number(text) <= MOST.most
}

/** What goes to the server; numbers and PINs that are left empty are made there. */
export function accountOf(data: Record<string, string>, waiting: Waiting, moderators: ReadonlySet<string>) {
  return {
    name: data.name ?? '',
    number_id: data.number_id ?? '',
    conference_number: digitsOf(data.conference_number),
    moderator_pin: digitsOf(data.moderator_pin),
    participant_pin: digitsOf(data.participant_pin),
    most: Number(data.most),
    waiting,
    moderators: [...moderators],
  }
}

/** What is typed as people read it, "12 34-56", without what is between the digits. */
function digitsOf(text = ''): string {
  return text.replace(/[\s.-]/g, '')
}

/** Who can lead a conference: staff that can sign in, and who has been chosen before. */
export function staffOf(people: readonly ListedPerson[], chosen: ReadonlySet<string>): ListedPerson[] {
  return people.filter(
    ({ id, role, state }) =>
      chosen.has(id) || (role !== 'client' && state !== 'blocked' && state !== 'withdrawn'),
  )
}

/** The people whose name or address has each word that is searched. */
export function matching(people: readonly ListedPerson[], search: string): ListedPerson[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return people.filter(({ name, email }) => {
    const text = `${name} ${email}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}
