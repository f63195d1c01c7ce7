/** At most `limit` starts in any period of this length. */
export type Pace = { readonly limit: number; readonly periodMs: number }

/** When starts were (or are to be), in milliseconds since 1970, and how many; oldest first. */
export type Marks = readonly (readonly [atMs: number, count: number])[]

/** Large limits are remembered in so many parts of their period. A mark then stands at its last start, so never too many get through. */
const partsOfPeriod = 100

/** Lets one more start through now, or says how long to wait until one may. */
export function letThrough(marks: Marks, pace: Pace, nowMs: number): { readonly marks: Marks } | { readonly retryMs: number } {
  const recent = marks.filter(([atMs]) => atMs > nowMs - pace.periodMs)
  if (countOf(recent) < pace.limit) return { marks: withMark(recent, pace, nowMs) }
  const oldest = recent[0]?.[0] ?? nowMs
  return { retryMs: Math.max(1, oldest + pace.periodMs - nowMs) }
}

/** Gives one more start the next free time: now, or after all that came before it. */
export function takePlace(marks: Marks, pace: Pace, nowMs: number): { readonly marks: Marks; readonly atMs: number } {
  const last = marks.at(-1)?.[0] ?? 0
  let atMs = Math.max(nowMs, last)
  let count = 0
  let needed = marks.length
  for (let index = marks.length - 1; index >= 0; index--) {
    const [markMs, starts] = marks[index] as Marks[number]
    count += starts
    needed = index
    if (count < pace.limit) continue
    // This many are within a period that ends here; the next may come when this mark has left it.
    atMs = Math.max(atMs, markMs + pace.periodMs)
    break
  }
  const within = marks.slice(needed).filter(([markMs]) => markMs > atMs - pace.periodMs)
  return { marks: withMark(within, pace, atMs), atMs }
}

/** From then on the marks limit nothing any more. */
export const staleMs = (marks: Marks, pace: Pace) => (marks.at(-1)?.[0] ?? 0) + pace.periodMs

function withMark(marks: Marks, { limit, periodMs }: Pace, atMs: number): Marks {
  const last = marks.at(-1)
  const partMs = limit > partsOfPeriod ? periodMs / partsOfPeriod : 1
  const sharesPart = last !== undefined && Math.floor(last[0] / partMs) === Math.floor(atMs / partMs)
  return sharesPart ? [...marks.slice(0, -1), [atMs, last[1] + 1]] : [...marks, [atMs, 1]]
}

const countOf = (marks: Marks) => marks.reduce((sum, [, count]) => sum + count, 0)
