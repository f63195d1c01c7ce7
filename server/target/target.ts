import type { EffectClass } from '@steward/contract/effect'
import type { JsonValue } from '@steward/contract/item'

/** A kind of database that is queried under the eyes of others. */
export const targetKinds = ['postgresql', 'mongodb'] as const
export type TargetKind = (typeof targetKinds)[number]

/** Where a database is and who we are there. */
export type TargetAddress = {
  readonly host: string
  readonly port: number
  readonly database: string
  readonly user: string
  readonly password: string
  readonly tls: TargetTls
}

/** `verify` checks the certificate and the name in it, against `ca` where given. */
export type TargetTls =
  | { readonly mode: 'off' }
  | { readonly mode: 'verify'; readonly ca?: string; readonly serverName?: string; readonly cert?: string; readonly key?: string }

/**
 * How to get there now. `isFresh` asks past every cache: what was given before was refused there, as after the
 * rotation of a password.
 */
export type Reach = (isFresh: boolean) => Promise<TargetAddress>

/** What a query does, by what it is made of. `refused` is never executed, whoever approves it. */
export const queryClasses = ['read', 'write', 'schema', 'privilege', 'refused'] as const
export type QueryClass = (typeof queryClasses)[number]

export type Severity = 'note' | 'warning' | 'error'

/** What review has to say about a query. `line` counts from 1 in the text that was submitted. */
export type Finding = {
  /** Stable name of the rule, snake_case. */
  readonly rule: string
  readonly severity: Severity
  /** In a sentence. */
  readonly text: string
  readonly hint?: string
  readonly line: number | null
}

export type TouchedTable = {
  readonly schema: string | null
  readonly name: string
  /** As far as the text names them; `*` for all. */
  readonly columns: readonly string[]
  readonly access: 'read' | 'write'
}

export type Analysis = {
  readonly class: QueryClass
  readonly effect: EffectClass
  readonly statements: readonly {
    readonly text: string
    readonly line: number
    readonly class: QueryClass
    readonly kind: string
  }[]
  readonly tables: readonly TouchedTable[]
  readonly findings: readonly Finding[]
  /** Why it is refused, in a sentence. */
  readonly refusal: string | null
  /** The same for queries of the same shape. */
  readonly fingerprint: string
  /** By EXPLAIN or a count, where the database was asked. */
  readonly estimate: { readonly rows: number | null; readonly changedRows: number | null; readonly plan: unknown } | null
  /** Whether changed rows can be kept for an undo, and if not why. */
  readonly undo: { readonly isPossible: boolean; readonly reason: string | null } | null
}

/** Milliseconds, rows and bytes of the result as JSON. */
export type TargetLimits = {
  readonly statementMs: number
  readonly lockMs: number
  readonly rows: number
  readonly bytes: number
  /** A change that meets more rows is rolled back. Null where nothing is changed. */
  readonly changedRows: number | null
}

/** Columns whose values are hidden: shown as `••••`, and refused in conditions, joins, orders and groups. */
export type MaskedColumn = { readonly schema: string | null; readonly table: string; readonly column: string }

export type TargetQuery = {
  readonly text: string
  /** `query` is one statement or shell query; `script` several statements, or a program for MongoDB. */
  readonly form: 'query' | 'script'
  /** What was approved; a text of a stronger class is refused. */
  readonly allowed: QueryClass
  /** Also a text with a stronger effect than this is refused. */
  readonly allowedEffect?: EffectClass
  /** For `$1`, `$2` … of SQL: handed over beside the text, never as a part of it. Without them a text with placeholders is refused. */
  readonly values?: readonly JsonValue[]
  readonly limits: TargetLimits
  readonly masked: readonly MaskedColumn[]
  /** Keeps what was there before, for an undo; a change that cannot be undone is then refused. Ask `analyse` first. */
  readonly keepsBefore: boolean
  /**
   * Asked when everything is done and nothing is for good yet, with what was there before; rejecting takes it all back.
   * What no transaction holds cannot be taken back: then it is asked before PostgreSQL does it, and MongoDB is in doubt.
   */
  readonly beforeCommit?: (changes: readonly ChangedRow[]) => Promise<void>
}

export type ResultColumn = { readonly name: string; readonly type: string; readonly isMasked: boolean }

/** Takes a result row by row; values are as JSON keeps them. Waited for, so that a slow taker slows the database down. */
export type ResultSink = {
  columns(columns: readonly ResultColumn[]): void | Promise<void>
  row(values: readonly unknown[]): void | Promise<void>
}

/** A row before and after a change; `key` names its identifying columns. Masked columns are not hidden in it: an undo needs them. */
export type ChangedRow = {
  readonly table: string
  readonly key: Readonly<Record<string, unknown>>
  readonly before: Readonly<Record<string, unknown>> | null
  readonly after: Readonly<Record<string, unknown>> | null
}

export type TargetOutcome = {
  readonly rows: number
  readonly bytes: number
  /** There was more than the limits let through. */
  readonly isTruncated: boolean
  readonly changedRows: number | null
  readonly changes: readonly ChangedRow[]
  readonly durationMs: number
  readonly messages: readonly string[]
}

export type CatalogTable = {
  readonly schema: string | null
  readonly name: string
  readonly kind: 'table' | 'view' | 'collection'
  readonly rows: number | null
  readonly columns: readonly {
    readonly name: string
    readonly type: string
    readonly isNullable: boolean
    readonly isKey: boolean
  }[]
}

export type Health = {
  readonly isReachable: boolean
  readonly version: string | null
  readonly latencyMs: number
  readonly problem: string | null
  /** What is wrong with the login although it works, such as too many rights; sentences. */
  readonly warnings?: readonly string[]
}

/** One database of one instance. Throws `TargetError` with a sentence for the person who asked. */
export type Target = {
  /** Reads the text alone; touches nothing. */
  read(text: string, form: TargetQuery['form']): Promise<Analysis>
  /** Also asks the database: functions, estimates, keys. */
  analyse(
    text: string,
    form: TargetQuery['form'],
    options: { readonly masked: readonly MaskedColumn[]; readonly timeoutMs: number },
  ): Promise<Analysis>
  /** Aborting `signal` cancels it at the database too. Nothing is left behind unless it resolves. */
  execute(query: TargetQuery, sink: ResultSink, signal: AbortSignal): Promise<TargetOutcome>
  /** Takes changes back where the rows are still as they were left; the others are told and not touched. */
  undo(
    changes: readonly ChangedRow[],
    limits: TargetLimits,
    signal: AbortSignal,
    beforeCommit?: () => Promise<void>,
  ): Promise<{ readonly undone: number; readonly conflicts: readonly ChangedRow[] }>
  catalog(options: { readonly rowsMax: number }): Promise<readonly CatalogTable[]>
  /** A few rows of a table, masked columns hidden. */
  sample(
    table: { readonly schema: string | null; readonly name: string },
    options: { readonly rows: number; readonly masked: readonly MaskedColumn[] },
  ): Promise<{ readonly columns: readonly ResultColumn[]; readonly rows: readonly (readonly unknown[])[] }>
  health(): Promise<Health>
  close(): Promise<void>
}

/** Why a database did not do what was asked; the message is for the person who asked. */
export class TargetError extends Error {
  override readonly name = 'TargetError'
  readonly code: string
  /** Whether the change may have happened all the same: the connection broke while it was being committed. */
  readonly isInDoubt: boolean

  constructor(code: string, message: string, more: { readonly isInDoubt?: boolean; readonly cause?: unknown } = {}) {
    super(message, { cause: more.cause })
    this.code = code
    this.isInDoubt = more.isInDoubt ?? false
  }
}
