import { ExpressionError } from '../error.ts'
import { makeRegex } from '../regex/guarded.ts'
import type { Run } from './closure.ts'

/** A regular expression keeps its `lastIndex`, so every evaluation has one of its own. */
export function compileRegex(pattern: string, flags: string): Run {
  try {
    makeRegex(pattern, flags)
  } catch (cause) {
    throw new ExpressionError('invalid syntax', { cause })
  }
  return () => makeRegex(pattern, flags)
}
