import { BoundedCache } from '../bounded-cache.ts'
import { degreeOf } from './risk.ts'
import { compilePattern, type Matcher } from './matcher.ts'
import { parsePattern } from './syntax.ts'

const MAX_PATTERN_LENGTH = 20_000

/** Makes a regular expression of the language; throws `SyntaxError` for a pattern that is none. */
export function makeRegex(pattern: string, flags: string): RegExp {
  if (pattern.length > MAX_PATTERN_LENGTH) throw new SyntaxError('Invalid regular expression: it is too long')
  return new RegExp(pattern, flags)
}

/** What is known of a regular expression before it meets a text. */
export type Known = {
  /** The host's own, as a sticky or global one, with a place to start. */
  readonly native: RegExp
  /** The work of the host's matching grows with this power of the text's length. */
  readonly degree: number
  /** Our own matching, which counts its steps; undefined for a pattern it cannot read. */
  readonly matcher: () => Matcher | undefined
}

const known = new BoundedCache<Known>(2000)

export function knowledgeOf(regex: RegExp): Known {
  const key = `${regex.flags}/${regex.source}`
  const found = known.get(key)
  if (found !== undefined) return found
  const made = study(regex)
  known.set(key, made)
  return made
}

function study({ source, flags }: RegExp): Known {
  const native = new RegExp(source, flags.includes('g') || flags.includes('y') ? flags : `${flags}g`)
  try {
    const pattern = parsePattern(source, flags.includes('u') || flags.includes('v'))
    let compiled: Matcher | undefined
    return { native, degree: degreeOf(pattern.part), matcher: () => (compiled ??= compilePattern(pattern, flags)) }
  } catch {
    return { native, degree: Infinity, matcher: () => undefined }
  }
}
