import { ExpressionLimitError } from '../error.ts'
import { spendSize } from '../budget.ts'
import { knowledgeOf, type Known } from './guarded.ts'

/** Steps of the host's matching that are let through without counting them. */
const MAX_NATIVE_WORK = 20_000_000

/**
 * The first match at or after a place. The host's engine tries every way through
 * a pattern and cannot be stopped, so it is used only where that is provably
 * little; otherwise the pattern runs on ours, which has the same results.
 */
export function execOnce(regex: RegExp, text: string, from: number): RegExpExecArray | null {
  const known = knowledgeOf(regex)
  const length = text.length - from + 1
  if (length ** known.degree <= MAX_NATIVE_WORK) {
    spendSize(known.degree <= 1 ? 0 : length)
    known.native.lastIndex = from
    return known.native.exec(text)
  }
  return execCounted(known, regex, text, from)
}

function execCounted(known: Known, regex: RegExp, text: string, from: number): RegExpExecArray | null {
  const matcher = known.matcher()
  if (matcher === undefined) throw tooCostly(regex)
  try {
    return matcher(text, from)
  } catch (error) {
    if (error instanceof RangeError || error instanceof ExpressionLimitError) throw tooCostly(regex)
    throw error
  }
}

function tooCostly(regex: RegExp): ExpressionLimitError {
  const source = regex.source.length > 60 ? `${regex.source.slice(0, 60)}…` : regex.source
  return new ExpressionLimitError(
    `The regular expression /${source}/ takes too long on this text. Make it simpler, without repeats inside repeats.`,
  )
}
