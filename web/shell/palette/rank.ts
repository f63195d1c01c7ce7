/** Where letters of a text were met, as [from, to). */
export type Range = readonly [from: number, to: number]

export type Meeting = { readonly score: number; readonly ranges: readonly Range[] }

/**
 * How well a name is met by what is typed; undefined where it is not. Each word has to be there as it is typed, or, for
 * one word alone, its letters in this order and at the beginnings of words (`nw` meets New workflow). Other words by
 * which a thing is found count less than its name.
 */
export function meet(typed: string, name: string, otherWords = ''): Meeting | undefined {
  const words = typed
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  if (words.length === 0) return { score: 0, ranges: [] }
  const whole = name.toLowerCase()
  let score = 0
  const ranges: Range[] = []
  for (const word of words) {
    const at = findWord(whole, word)
    if (at !== undefined) {
      ranges.push([at, at + word.length])
      score += at === 0 ? 1 : isBeginning(whole, at) ? 0.85 : 0.55
    } else if (findWord(otherWords.toLowerCase(), word) !== undefined) score += 0.4
    else {
      const letters = words.length === 1 ? initials(whole, word) : undefined
      if (letters === undefined) return undefined
      ranges.push(...letters)
      score += 0.5
    }
  }
  // Of two that are met alike the one with less beside it.
  return { score: score / words.length - Math.min(name.length, 200) / 4_000, ranges: merged(ranges) }
}

/** Where a word is, at the beginning of a word before elsewhere. */
function findWord(text: string, word: string): number | undefined {
  let inside: number | undefined
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (isBeginning(text, at)) return at
    inside ??= at
  }
  return inside
}

const isBeginning = (text: string, at: number) => at === 0 || !/[\p{L}\p{N}]/u.test(text.charAt(at - 1))

/** Longer ones are words, not first letters. */
const initialsMax = 12

/** Letters one after the other, each at the beginning of a word or right behind the one before. */
function initials(text: string, letters: string, from = 0): Range[] | undefined {
  if (letters === '') return []
  if (letters.length > initialsMax) return undefined
  const letter = letters.charAt(0)
  for (let at = text.indexOf(letter, from); at >= 0; at = text.indexOf(letter, at + 1)) {
    const isNext = from > 0 && at === from
    const rest = isNext || isBeginning(text, at) ? initials(text, letters.slice(1), at + 1) : undefined
    if (rest !== undefined) return [[at, at + 1], ...rest]
  }
  return undefined
}

function merged(ranges: readonly Range[]): Range[] {
  const all: [number, number][] = []
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = all.at(-1)
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to)
    else all.push([from, to])
  }
  return all
}
