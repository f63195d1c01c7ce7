import { ExpressionLimitError, NeedsCopies } from './error.ts'

/**
 * An evaluation blocks the process, so this is the time it may take: a step costs a
 * microsecond at most, what is dearer counts as several. A list of a hundred thousand
 * elements can still be mapped and filtered a few times over.
 */
export const MAX_STEPS = 1_000_000
export const MAX_DEPTH = 250
/** Characters of a string, and elements of an array, that an expression may build. */
export const MAX_LENGTH = 16 * 1024 * 1024
/** Array elements are dearer than characters. */
export const MAX_ELEMENTS = 2 * 1024 * 1024

/**
 * The evaluation that is going on. Evaluating is synchronous, so one is enough;
 * a nested one (`$evaluateExpression`) spends from the same budget.
 */
export const budget: {
  steps: number
  depth: number
  active: boolean
  copies: Map<object, object> | undefined
  fresh: unknown
  /** A number from 0 up to 1 by chance. */
  draw: () => number
  /** How many steps an evaluation may take. */
  stepsMax: number
  /** What has last been made undefined, see `attempt`. */
  swallowed: unknown
} = {
  steps: 0,
  depth: 0,
  active: false,
  copies: undefined,
  fresh: undefined,
  draw: Math.random,
  stepsMax: MAX_STEPS,
  swallowed: undefined,
}

/** One call or one turn of a loop, or more for work in proportion to a size. */
export function spend(steps: number): void {
  budget.steps += steps
  if (budget.steps > budget.stepsMax)
    throw new ExpressionLimitError('The expression takes too many steps. Use a Code node for long computations.')
}

/** What one formatting of a date or number, or one calculation with time zones, counts as. */
export const LOCALE_STEPS = 5
/** What making a formatter counts as. */
export const FORMATTER_STEPS = 100

/** Work done natively on text or lists is cheaper than interpreted steps, but not free. */
export function spendSize(length: number): void {
  spend(1 + (length >>> 5))
}

export function enterCall(): void {
  spend(1)
  if (++budget.depth > MAX_DEPTH) throw new ExpressionLimitError('The expression calls itself too deeply.')
}

export function checkLength(length: number): void {
  if (length > MAX_LENGTH) throw new ExpressionLimitError('The expression builds a text that is too long.')
}

export function checkElements(length: number): void {
  if (length > MAX_ELEMENTS) throw new ExpressionLimitError('The expression builds a list that is too long.')
}

/**
 * To be called before anything is changed in place. On the engine's own data the
 * expression starts again, with copies. A list that was made a moment ago, as in
 * `text.split('/').pop()`, is nobody else's and needs none.
 */
export function beforeChange(owner: unknown): void {
  if (budget.copies === undefined && owner !== budget.fresh) throw new NeedsCopies()
}
