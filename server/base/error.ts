import type { ErrorKind } from '@steward/contract/error'

type Params = Record<string, string | number | boolean | null>

/** A refusal we expected. Anything else that is thrown is a bug or an outage, and becomes `internal`. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: string
  readonly kind: ErrorKind
  readonly params: Params

  constructor([code, kind]: readonly [code: string, kind: ErrorKind], message: string, params: Params, cause?: unknown) {
    super(message, { cause })
    this.code = code
    this.kind = kind
    this.params = params
  }
}

type Table = Record<string, readonly [kind: ErrorKind, message: string]>

/**
 * Turns a hub's table of refusals into one constructor each:
 * `walletError.not_found({ walletId })`. `{name}` in a message is filled from the parameters.
 */
export function defineErrors<const T extends Table>(hub: string, table: T) {
  const make = ([name, [kind, message]]: [string, readonly [ErrorKind, string]]) => [
    name,
    (params: Params = {}, cause?: unknown) =>
      new AppError(
        [`${hub}.${name}`, kind],
        message.replace(/\{(\w+)\}/g, (_, key: string) => String(params[key])),
        params,
        cause,
      ),
  ]
  return Object.fromEntries(Object.entries(table).map(make)) as {
    readonly [Name in keyof T]: (params?: Params, cause?: unknown) => AppError
  }
}
