import type { ErrorKind } from '@steward/contract/error'

type Params = Record<string, string | number | boolean | null>

/** A refusal we expected. Anything else that is thrown is a bug or an outage, and becomes `internal`. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: string
  readonly kind: ErrorKind
  /** The HTTP status where a standard asks for another one than that of the kind. */
  readonly status: number | undefined
  readonly params: Params

  constructor(
    [code, kind, status]: readonly [code: string, kind: ErrorKind, status?: number],
    message: string,
    params: Params,
    cause?: unknown,
  ) {
    super(message, { cause })
    this.code = code
    this.kind = kind
    this.status = status
    this.params = params
  }
}

type Table = Record<string, readonly [kind: ErrorKind, message: string, status?: number]>

/**
 * Turns a hub's table of refusals into one constructor each:
 * `walletError.not_found({ walletId })`. `{name}` in a message is filled from the parameters.
 */
export function defineErrors<const T extends Table>(hub: string, table: T) {
  const make = ([name, [kind, message, status]]: [string, readonly [ErrorKind, string, number?]]) => [
    name,
    (params: Params = {}, cause?: unknown) =>
      new AppError(
        status === undefined ? [`${hub}.${name}`, kind] : [`${hub}.${name}`, kind, status],
        message.replace(/\{(\w+)\}/g, (_, key: string) => String(params[key])),
        params,
        cause,
      ),
  ]
  return Object.fromEntries(Object.entries(table).map(make)) as {
    readonly [Name in keyof T]: (params?: Params, cause?: unknown) => AppError
  }
}
