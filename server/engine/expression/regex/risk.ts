import type { Part } from './syntax.ts'

/**
 * How the work of a backtracking match can grow: with which power of the length
 * of the text, at worst. Infinity where repeats are nested, or hold choices.
 */
export function degreeOf(part: Part): number {
  // One for every place at which a match may start.
  return 1 + count(part, true)
}

/** `last` is true where nothing can fail afterwards, so that nothing is tried again. */
function count(part: Part, last: boolean): number {
  switch (part.kind) {
    case 'char':
    case 'edge':
      return 0
    case 'back':
      return 1
    case 'group':
      return count(part.part, last)
    case 'look':
      return count(part.part, false) + (part.behind ? 1 : 0)
    case 'choice':
      return Math.max(...part.options.map((option) => count(option, last)))
    case 'sequence':
      return part.parts.reduce((sum, each, index) => sum + count(each, last && index === part.parts.length - 1), 0)
    case 'repeat':
    default:
      return countRepeat(part, last)
  }
}

function countRepeat(part: Extract<Part, { kind: 'repeat' }>, last: boolean): number {
  if (part.max <= 1) return count(part.part, last) + 0.25
  if (!isFixed(part.part)) return part.max > 3 ? Infinity : count(part.part, false) * part.max + 1
  if (part.min === part.max) return count(part.part, false)
  return last && part.part.kind === 'char' ? 0 : 1
}

/** Takes the same way through every text: no repeat and no choice inside. */
function isFixed(part: Part): boolean {
  switch (part.kind) {
    case 'char':
    case 'edge':
      return true
    case 'group':
      return isFixed(part.part)
    case 'sequence':
      return part.parts.every(isFixed)
    case 'repeat':
      return part.min === part.max && part.max < 100 && isFixed(part.part)
    case 'back':
    case 'look':
    case 'choice':
    default:
      return false
  }
}
