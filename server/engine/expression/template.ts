import { Settings } from 'luxon'
import { BoundedCache } from './bounded-cache.ts'
import { budget, checkLength } from './budget.ts'
import { compileCode, type Code } from './code.ts'
import { drawsFrom } from './draw.ts'
import { ExpressionError, ExpressionLimitError, NeedsCopies } from './error.ts'
import { builtinOf } from './global/builtin.ts'
import { toText } from './member/text.ts'
import type { ExpressionScope } from './scope/scope.ts'
import { splitTemplate } from './split.ts'

/** A compiled parameter text. */
export type Template = {
  /** False for fixed text. */
  readonly dynamic: boolean
  evaluate(scope: ExpressionScope): unknown
}

const compiled = new BoundedCache<Template>(10_000)

/** Compiles a text without its leading `=`; what was compiled before is found again. */
export function compileTemplate(text: string): Template {
  const known = compiled.get(text)
  if (known !== undefined) return known
  const made = build(text)
  compiled.set(text, made)
  return made
}

function build(text: string): Template {
  const pieces = splitTemplate(text)
  const [only] = pieces
  if (pieces.every((piece) => piece.kind === 'text')) return { dynamic: false, evaluate: () => text }
  const parts = pieces.map((piece) => (piece.kind === 'text' ? piece.text : compileCode(piece.code)))
  if (only?.kind === 'code' && pieces.length === 1) {
    const code = parts[0] as Code
    return { dynamic: true, evaluate: (scope) => evaluateCode(code, scope) }
  }
  return { dynamic: true, evaluate: (scope) => evaluateText(parts, scope) }
}

function evaluateText(parts: readonly (string | Code)[], scope: ExpressionScope): string {
  let built = ''
  for (const part of parts) {
    built += typeof part === 'string' ? part : shown(evaluateCode(part, scope, true))
    checkLength(built.length)
  }
  return built
}

function shown(value: unknown): string {
  if (typeof value === 'string') return value
  if (value === null || value === undefined || (typeof value === 'number' && Number.isNaN(value))) return ''
  return toText(value)
}

function evaluateCode(code: Code, scope: ExpressionScope, inText = false): unknown {
  if (code.error !== undefined) throw new ExpressionError(code.error.message, { itemIndex: scope.itemIndex, cause: code.error })
  const value = code.simple && budget.copies === undefined ? attempt(code, scope) : spendOn(code, scope)
  if (typeof value !== 'function') {
    // An engine that awaits its values would call it.
    if (
      !code.simple &&
      typeof value === 'object' &&
      value !== null &&
      Object.hasOwn(value, 'then') &&
      typeof (value as { then: unknown }).then === 'function'
    ) {
      throw new ExpressionError('The result has a method "then", which is not allowed', { itemIndex: scope.itemIndex })
    }
    return value
  }
  if (builtinOf(value)?.callable === false) return inText ? '[object Object]' : {}
  if (inText) return 'function'
  throw new ExpressionError('this is a function, please add ()', { itemIndex: scope.itemIndex })
}

/**
 * What goes wrong in the code of an expression makes it undefined, as in n8n:
 * a field of something absent, a method that is not there, an error thrown by
 * hand. What the engine itself has to say is an `ExpressionError` and passes.
 */
function attempt(code: Code, scope: ExpressionScope): unknown {
  try {
    return code.run(scope, [])
  } catch (error) {
    if (error instanceof ExpressionError || error instanceof NeedsCopies) throw error
    if (error instanceof RangeError && /call stack/.test(error.message))
      throw new ExpressionLimitError('The expression is nested too deeply.')
    budget.swallowed = error
    return undefined
  }
}

/** Evaluates within limits, in the zone and at the time of the execution, and on copies where the code changes data. */
function spendOn(code: Code, scope: ExpressionScope): unknown {
  if (budget.active) return attempt(code, scope)
  const { view } = scope
  const before = { zone: Settings.defaultZone, now: Settings.now }
  Settings.defaultZone = view.timezone
  Settings.now = () => view.nowMs
  const text = view.seed === undefined ? undefined : `${view.seed} ${scope.itemIndex} ${code.text}`
  budget.active = true
  try {
    if (!code.changes) {
      try {
        return within(undefined, code, scope, text)
      } catch (error) {
        if (!(error instanceof NeedsCopies)) throw error
        code.changes = true
      }
    }
    return within(new Map(), code, scope, text)
  } finally {
    budget.active = false
    budget.copies = undefined
    budget.fresh = undefined
    budget.draw = Math.random
    Settings.defaultZone = before.zone
    Settings.now = before.now
  }
}

function within(copies: Map<object, object> | undefined, code: Code, scope: ExpressionScope, seed: string | undefined): unknown {
  budget.steps = 0
  budget.depth = 0
  budget.copies = copies
  if (seed !== undefined) budget.draw = drawsFrom(seed)
  return attempt(code, scope)
}
