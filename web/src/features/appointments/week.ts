/** The week as columns: which hours are in view, and what stands beside what. Pure; times are minutes of the day. */

export interface Span {
  starts: number
  ends: number
}

export interface Placed<T> {
  item: T
  /** Which of the columns beside each other it stands in, and how many there are. */
  lane: number
  lanes: number
}

/** Working hours are always in view; what is earlier or later makes the week taller. */
const FIRST = 8 * 60
const LAST = 18 * 60

/** The shortest block that can be read and clicked (minutes). */
export const SHORTEST = 30

export function hoursOf(spans: readonly Span[]): Span {
  const first = Math.min(FIRST, ...spans.map(({ starts }) => starts))
  const last = Math.max(LAST, ...spans.map(({ starts, ends }) => Math.max(ends, starts + SHORTEST)))
  return { starts: Math.floor(first / 60) * 60, ends: Math.min(24 * 60, Math.ceil(last / 60) * 60) }
}

/** Puts what overlaps beside each other, in as few lanes as will do. */
export function placed<T extends Span>(items: readonly T[]): Placed<T>[] {
  const result: Placed<T>[] = []
  let group: Placed<T>[] = []
  let until = Number.NEGATIVE_INFINITY
  const close = () => {
    const lanes = Math.max(0, ...group.map(({ lane }) => lane + 1))
    for (const one of group) result.push({ ...one, lanes })
    group = []
  }
  for (const item of [...items].sort((a, b) => a.starts - b.starts || b.ends - a.ends)) {
    if (item.starts >= until) close()
    const taken = new Set(group.filter((one) => bottom(one.item) > item.starts).map(({ lane }) => lane))
    let lane = 0
    while (taken.has(lane)) lane += 1
    group.push({ item, lane, lanes: 0 })
    until = Math.max(until, bottom(item))
  }
  close()
  return result
}

function bottom({ starts, ends }: Span): number {
  return Math.max(ends, starts + SHORTEST)
}
