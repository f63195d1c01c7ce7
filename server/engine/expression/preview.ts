import { budget, MAX_STEPS } from './budget.ts'
import { compileCode } from './code.ts'
import { describeValue, type DescribedValue } from './describe-value.ts'
import { ExpressionError, type Missing } from './error.ts'
import { evaluate } from './evaluate.ts'
import type { ExpressionScope } from './scope/scope.ts'
import { splitTemplate } from './split.ts'

export type Preview =
  | (DescribedValue & { /** Of what is undefined: what went wrong on the way to it. */ readonly because: string | undefined })
  | { readonly missing: Missing & { readonly text: string } }
  | { readonly error: { readonly message: string; readonly description: string | undefined; readonly at: number | undefined } }

/** Steps that a preview may take: it blocks the process, and comes with every key that is pressed. */
const previewSteps = 100_000

/** What a text gives for an item, as a person reads it while writing it. Takes a tenth of what an execution may. */
export function previewExpression(text: string, scope: ExpressionScope): Preview {
  const template = text.startsWith('=') ? text.slice(1) : text
  const fault = findFault(template)
  if (fault !== undefined) return { error: { ...fault, at: fault.at + text.length - template.length } }
  budget.stepsMax = previewSteps
  budget.swallowed = undefined
  // What is left of an evaluation before must not count here.
  budget.steps = 0
  try {
    const value = evaluate(text, scope)
    return { ...describeValue(value), because: value === undefined ? reasonOf(budget.swallowed) : undefined }
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error
    const { missing, message, description } = error
    return missing === undefined ? { error: { message, description, at: undefined } } : { missing: { ...missing, text: message } }
  } finally {
    budget.stepsMax = MAX_STEPS
    budget.swallowed = undefined
  }
}

const reasonOf = (swallowed: unknown) => (swallowed instanceof Error ? swallowed.message.slice(0, 300) : undefined)

/** The first piece of code that cannot be read, and where. */
function findFault(template: string): { message: string; description: string | undefined; at: number } | undefined {
  for (const piece of splitTemplate(template)) {
    if (piece.kind === 'text') continue
    const { error } = compileCode(piece.code)
    if (error === undefined) continue
    if (piece.code.trim() === '')
      return { message: 'Nothing is written between the braces.', description: undefined, at: piece.from }
    const cause = error.cause as { readonly pos?: unknown } | undefined
    const at = typeof cause?.pos === 'number' ? cause.pos : piece.code.length
    return { message: error.message, description: error.description?.replace(/ \(\d+:\d+\)$/, ''), at: piece.from + at }
  }
  return undefined
}
