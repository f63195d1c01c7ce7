import type { MissingReason } from '@steward/contract/api/preview'
import { NodeError } from '@steward/sdk/node'

/** What an expression asks for that is not there, and the node it is about. */
export type Missing = { readonly reason: MissingReason; readonly node: string }

/** Why an expression could not be evaluated, for the person who wrote it. */
export class ExpressionError extends NodeError {
  override readonly name: string = 'ExpressionError'
  readonly missing: Missing | undefined

  constructor(message: string, more: { description?: string; itemIndex?: number; cause?: unknown; missing?: Missing } = {}) {
    const { missing, ...rest } = more
    super(message, { ...rest, retryable: false })
    this.missing = missing
  }
}

/** A limit was passed. Unlike other errors an expression cannot catch it. */
export class ExpressionLimitError extends ExpressionError {
  override readonly name: string = 'ExpressionLimitError'
}

/**
 * Raised at the first change to a value while evaluating on the engine's own
 * data; the expression then starts again on copies. Never leaves the room.
 */
export class NeedsCopies extends Error {}

export function accessRefused(key: string): ExpressionError {
  return new ExpressionError(`Cannot access "${key}" due to security concerns`)
}
