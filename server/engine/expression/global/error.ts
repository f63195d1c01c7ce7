import { toText } from '../member/text.ts'
import { builtin } from './builtin.ts'

const classes = { Error, TypeError, RangeError, SyntaxError, ReferenceError, URIError, EvalError }

/** Errors that an expression may make, throw and catch. */
export const errors = Object.fromEntries(
  Object.entries(classes).map(([name, Class]) => {
    const make = (message?: unknown, options?: { readonly cause?: unknown }) =>
      new Class(
        message === undefined ? undefined : toText(message),
        options?.cause === undefined ? undefined : { cause: options.cause },
      )
    return [
      name,
      builtin(name, {
        call: make,
        construct: ([message, options]) => make(message, options as { cause?: unknown }),
        is: (value) => value instanceof Class,
      }),
    ]
  }),
)
