import type { Entry } from './entries.ts'

const hitsMax = 40

/**
 * What a person means by some letters, best first: names before other words, beginnings before middles, what was used
 * lately before what was not, kinds before their presets, what is outdated last.
 */
export function searchEntries(entries: readonly Entry[], query: string, recent: readonly string[]): readonly Entry[] {
  // “Schedule trigger” and “schedule” are the same wish.
  const words = query
    .toLowerCase()
    .replace(/\s+trigger$/, '')
    .split(/[\s:]+/)
    .filter((word) => word !== '')
  if (words.length === 0) return []
  return entries
    .map((entry) => ({ entry, score: scoreOf(entry, words, recent) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, hitsMax)
    .map(({ entry }) => entry)
}

function scoreOf(entry: Entry, words: readonly string[], recent: readonly string[]): number {
  let score = 0
  for (const word of words) {
    const own = wordScore(entry, word)
    if (own === 0) return 0
    score += own
  }
  const isExact = entry.name === words.join(' ')
  const used = recent.indexOf(entry.id)
  const rank = score + (isExact ? 50 : 0) + (used < 0 ? 0 : 6) - (entry.isPreset ? 4 : 0) - entry.name.length / 1_000
  return entry.isOld ? rank / 100 : rank
}

function wordScore({ name, words }: Entry, word: string): number {
  if (name.startsWith(word)) return 40
  if (name.includes(` ${word}`)) return 32
  if (words.startsWith(word) || words.includes(` ${word}`)) return 20
  if (name.includes(word)) return 16
  return word.length >= 3 && hasInOrder(name, word) ? 6 : 0
}

/** `htreq` is in “HTTP request”: its letters stand there, in their order. */
function hasInOrder(text: string, letters: string): boolean {
  let at = -1
  for (const letter of letters) {
    at = text.indexOf(letter, at + 1)
    if (at < 0) return false
  }
  return true
}
