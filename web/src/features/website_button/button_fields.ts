/** A website button as fields of a form (ADM-3): pure. */
import { colourOf } from '@/features/branding/colour'
import type { WebsiteButton } from '@/protocol/types'

export type Strategy = WebsiteButton['strategy']
export type Position = WebsiteButton['position']
export type ButtonLanguage = WebsiteButton['language']
type Week = NonNullable<WebsiteButton['hours']>

export const STRATEGIES: Strategy[] = ['ring_all', 'longest_idle']
export const POSITIONS: Position[] = ['right', 'left']
export const LANGUAGES: ButtonLanguage[] = ['auto', 'nl', 'en']

/** Monday first. */
export const DAYS = [0, 1, 2, 3, 4, 5, 6] as const

/** What opening hours begin with when somebody wants them. */
const OFFICE: Week = DAYS.map((day) => (day < 5 ? ['09:00', '17:00'] : null))

/** What is chosen, and what the preview follows while it is typed. */
export interface Choices {
  strategy: Strategy
  position: Position
  language: ButtonLanguage
  colour: string
  text_nl: string
  text_en: string
  groups: ReadonlySet<string>
  hours: Week | null
  self_planning: boolean
  active: boolean
}

const NEW: Omit<Choices, 'colour'> = {
  strategy: 'ring_all',
  position: 'right',
  language: 'auto',
  text_nl: 'Videobellen met ons',
  text_en: 'Video call us',
  groups: new Set(),
  hours: null,
  self_planning: true,
  active: true,
}

/** What is chosen of a button; a new one (null) has the organisation's colour. */
export function choicesOf(button: WebsiteButton | null, houseColour: string): Choices {
  if (button === null) return { ...NEW, colour: houseColour }
  const { strategy, position, language, colour, text_nl, text_en, self_planning, active } = button
  const plain = { strategy, position, language, colour, text_nl, text_en, self_planning, active }
  return { ...plain, groups: new Set(button.groups), hours: button.hours ?? null }
}

/** Switches opening hours on, with those of an office, or off: always open. */
export function withHours(choices: Choices, on: boolean): Choices {
  return { ...choices, hours: on ? OFFICE : null }
}

/** Opens a day, closes it (null), or moves one of its times. */
export function withDay(choices: Choices, day: number, times: [string, string] | null): Choices {
  return { ...choices, hours: (choices.hours ?? OFFICE).map((old, at) => (at === day ? times : old)) }
}

/** What goes to the server. */
export function buttonOf(data: Record<string, string>, { groups, colour, ...choices }: Choices) {
  const { name = '', origins = '', consent_text = '' } = data
  return {
    ...choices,
    name,
    // What is no colour goes as it was typed: the server says so beside the field.
    colour: colourOf(colour) ?? colour,
    groups: [...groups],
    origins: origins
      .split(/[\n,;]/)
      .map((line) => line.trim())
      .filter(Boolean),
    consent_text,
  }
}
