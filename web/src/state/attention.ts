/**
 * Everything that asks attention, out of one store: a bar on every page, the counts in the menu, the title of the window and
 * its icon show it (DSK-2). A feature that has something to tell is a source: `attention.set('waiting_room', items)`.
 */
import { Store } from './store'

/** The most urgent first. */
const KINDS = ['call', 'visitor', 'waiting', 'message', 'missed_call'] as const

export type AttentionKind = (typeof KINDS)[number]

export interface AttentionItem {
  /** Unique within its source. */
  id: string
  kind: AttentionKind
  /** Who it is about. */
  name?: string
  /** How many there are, when the item stands for several. */
  count?: number
  /** The page where one can do something about it. */
  href?: string
}

class Attention {
  readonly items = new Store<readonly AttentionItem[]>([])
  readonly #sources = new Map<string, readonly AttentionItem[]>()

  /** Says what of one source asks attention now, in place of what it said before. */
  set = (source: string, items: readonly AttentionItem[]): void => {
    if (items.length === 0 && !this.#sources.has(source)) return
    if (items.length === 0) this.#sources.delete(source)
    else this.#sources.set(source, items)
    this.items.set(ordered([...this.#sources.values()].flat()))
  }

  /** Forgets what all sources have said: somebody else signs in next. */
  clear(): void {
    this.#sources.clear()
    this.items.set([])
  }
}

export const attention = new Attention()

/** The most urgent first; of one kind in the order in which they came. */
export function ordered(items: readonly AttentionItem[]): AttentionItem[] {
  return [...items].sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind))
}

/** How many things ask attention, of these kinds or of all. */
export function countOf(items: readonly AttentionItem[], kinds: readonly AttentionKind[] = KINDS): number {
  return items.filter(({ kind }) => kinds.includes(kind)).reduce((sum, { count = 1 }) => sum + count, 0)
}

const MARK = /^\(\d+\+?\) /

/** The title of the window with the count before it; a call that rings has put its own sign there. */
export function marked(title: string, count: number): string {
  if (title.startsWith('📞')) return title
  const plain = title.replace(MARK, '')
  return count === 0 ? plain : `(${count > 99 ? '99+' : count}) ${plain}`
}
