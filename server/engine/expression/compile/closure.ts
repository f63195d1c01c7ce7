import type { ExpressionScope } from '../scope/scope.ts'

/** Local variables of one function call or block: `[parent, value, value, …]`. */
export type Env = unknown[]

/** Compiled code of an expression. */
export type Run = (scope: ExpressionScope, env: Env) => unknown

/** How a statement ended; undefined is the normal way. */
export type Completion = undefined | Jump | Return

/** `break` and `continue`, with the label they name. */
export type Jump = { readonly kind: 'break' | 'continue'; readonly label: string | undefined }

export type Return = { readonly kind: 'return'; readonly value: unknown }

/** Compiled code of a statement. */
export type Exec = (scope: ExpressionScope, env: Env) => Completion

/** Stands in a variable that is declared but not yet initialised. */
export const UNSET = Symbol('unset')

/** What `?.` gives inside a chain whose left side is absent. */
export const SHORT = Symbol('short')
