import type { DocumentComparison } from '@steward/contract/api/publication'
import type { EffectLine } from '@steward/contract/effect'

type Effects = DocumentComparison['effects']

/** Without the lines of nodes that touch nothing. */
export function effectsOutside({ added, removed, kept }: Effects): Effects {
  const outside = (lines: readonly EffectLine[]) => lines.filter((line) => line.class !== 'pure')
  return { added: outside(added), removed: outside(removed), kept: outside(kept) }
}

export function touchesOutside(effects: Effects): boolean {
  return Object.values(effectsOutside(effects)).some((lines) => lines.length > 0)
}
