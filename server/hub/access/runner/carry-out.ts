import type { MaskedColumn, QueryLimits } from '@steward/contract/api/instance'
import type { ResultColumn } from '@steward/contract/api/catalog'
import { createHash } from 'node:crypto'
import { AppError } from '#base/error'
import { configValue } from '#hub/config'
import { type ChangedRow, type ResultSink, type Target, TargetError, type TargetOutcome } from '#target'
import { resultDays } from '../access.config.ts'
import type { QueryRow } from '../access.tables.ts'
import type { AccessContext } from '../context.ts'
import type { InstanceRow } from '../instance/instance.store.ts'
import { openInstance, readingWay, type Way } from '../instance/reach.ts'
import { loginFor, narrowed, textOf } from '../query/action-of.ts'
import { findBefore, type QueryChange } from '../query/query.store.ts'
import { readRows, SealedWriter } from '../result/sealed-rows.ts'
import type { Ending } from './settle-execution.ts'

const hidden = '••••'

type Work = {
  readonly row: QueryRow
  readonly instance: InstanceRow
  readonly signal: AbortSignal
  /** Rejects where somebody else may have said meanwhile what became of it. */
  readonly ensureHeld: () => Promise<void>
}

/** Does at the database what a query asks for, and resolves to how it came out; it does not reject for what a database says. */
export async function carryOut(context: AccessContext, work: Work): Promise<Ending> {
  const target = openInstance(context, work.instance, wayOf(work))
  try {
    return await (work.row.submission_type === 'undo' ? takeBack : execute)(context, target, work)
  } catch (error) {
    return endingOf(error, work.signal)
  } finally {
    await target.close().catch(() => undefined)
  }
}

const wayOf = ({ row, instance }: Work): Way =>
  loginFor(row.class) === 'read'
    ? readingWay(instance, row.database_name)
    : { database: row.database_name, login: 'write', place: 'primary' }

function endingOf(error: unknown, signal: AbortSignal): Ending {
  const isKnown = error instanceof TargetError || error instanceof AppError
  const message = isKnown ? error.message : 'It broke off for a reason that is in the log of the installation.'
  const execution_error = storable(message)
  if (error instanceof TargetError && error.isInDoubt)
    return { outcome: 'in_doubt', change: { status: 'failed', is_in_doubt: true, execution_error }, response: null }
  if (signal.aborted && signal.reason === 'cancelled')
    return {
      outcome: 'cut_off',
      change: { status: 'cancelled', execution_error: 'It was cancelled while it was executed.' },
      response: null,
    }
  if (!isKnown && !signal.aborted) throw error
  return { outcome: 'failed', change: { status: 'failed', execution_error }, response: null }
}

const storable = (text: string) => text.toWellFormed().replaceAll('\0', '\uFFFD').slice(0, 10_000)

async function execute(context: AccessContext, target: Target, work: Work): Promise<Ending> {
  const { row, instance, signal } = work
  const result = await ResultWriter.open(context, row)
  let before: QueryChange = {}
  const limits = limitsOf(row, instance.limits)
  const query = {
    text: textOf(row),
    form: row.submission_type === 'script' ? 'script' : 'query',
    allowed: row.class,
    limits,
    masked: instance.masked,
    keepsBefore: row.class === 'write' && row.analysis?.undo?.isPossible !== false,
    beforeCommit: async (changes: readonly ChangedRow[]) => {
      if (changes.length > 0) before = await keepBefore(context, row, changes).catch(asUnkept)
      await ensureStillHeld(work)
    },
  } as const
  const outcome = await target.execute(query, result, signal)
  return await result.end(context, outcome, before)
}

const asUnkept = (error: unknown): never => {
  throw new TargetError('before_unkept', 'What was there before could not be stored, so nothing was changed.', { cause: error })
}

async function ensureStillHeld({ ensureHeld, signal }: Work): Promise<void> {
  await ensureHeld().catch((error: unknown) => {
    signal.throwIfAborted()
    const sentence = 'It could not be written down that this is being executed, so nothing was changed.'
    throw new TargetError('not_held', sentence, { cause: error })
  })
}

const limitsOf = (row: QueryRow, limits: QueryLimits) => {
  const narrow = narrowed(limits, row.limits)
  return { ...narrow, changedRows: row.class === 'read' ? null : narrow.changedRows }
}

/** What was there before, for an undo. Masked values are in it, for they are to be put back, and nobody is shown them. */
async function keepBefore(context: AccessContext, row: QueryRow, changes: readonly ChangedRow[]): Promise<QueryChange> {
  const writer = new SealedWriter(context.files, { workspaceId: row.workspace_id, queryId: row.uuid, what: 'before' })
  for (const change of changes) await writer.write(change)
  const { parts, key } = await writer.finish(context.box)
  return { before_parts: JSON.stringify(parts), before_key: key }
}

async function takeBack(context: AccessContext, target: Target, work: Work): Promise<Ending> {
  const { row, instance, signal } = work
  const { workspace_id: workspaceId, undo_of } = row
  const before = undo_of === null ? undefined : await findBefore(context.databases, { workspaceId, uuid: undo_of })
  if (undo_of === null || before === undefined || before.key === null || before.parts === null)
    throw new TargetError('before_gone', 'What was there before is not kept any more, so nothing was taken back.')
  const of = { workspaceId, queryId: undo_of, what: 'before' } as const
  const changes: ChangedRow[] = []
  for await (const change of readRows(context, of, { parts: before.parts, key: before.key })) changes.push(change as ChangedRow)
  const startedMs = performance.now()
  const result = await ResultWriter.open(context, row)
  result.columns(['table', 'key', 'what'].map((name) => ({ name, type: 'text', isMasked: false })))
  const limits = limitsOf(row, instance.limits)
  const { undone, conflicts } = await target.undo(changes, limits, signal, () => ensureStillHeld(work))
  for (const { table, key } of conflicts)
    await result.row([table, withoutMasked(key, instance.masked), 'changed since, so left as it is'])
  const messages = [`${undone} of ${changes.length} rows were taken back.`]
  return await result.end(context, {
    rows: conflicts.length,
    bytes: result.bytes,
    isTruncated: false,
    changedRows: undone,
    changes: [],
    durationMs: performance.now() - startedMs,
    messages,
  })
}

/** Whatever the table: the rows of one that hides something are in its parts too, under names of their own. */
function withoutMasked(key: ChangedRow['key'], masked: readonly MaskedColumn[]): Record<string, unknown> {
  const isMasked = (column: string) => masked.some((one) => one.column.toLowerCase() === column.toLowerCase())
  return Object.fromEntries(Object.entries(key).map(([column, value]) => [column, isMasked(column) ? hidden : value]))
}

/** Takes a result row by row into sealed files. What a column hides is hidden here once more, whatever the database gave. */
class ResultWriter implements ResultSink {
  private readonly writer: SealedWriter
  private readonly digest = createHash('sha256')
  private readonly days: number
  private known: readonly ResultColumn[] = []
  bytes = 0

  static async open(context: AccessContext, row: QueryRow): Promise<ResultWriter> {
    const days = await configValue(context.databases, resultDays, { workspaceId: row.workspace_id })
    return new ResultWriter(context, row, days)
  }

  private constructor({ files }: AccessContext, { workspace_id: workspaceId, uuid }: QueryRow, days: number) {
    this.days = days
    this.writer = new SealedWriter(files, { workspaceId, queryId: uuid, what: 'result' })
  }

  columns(columns: readonly ResultColumn[]): void {
    this.known = columns
  }

  async row(values: readonly unknown[]): Promise<void> {
    const shown = values.map((value, at) => (this.known[at]?.isMasked === true && value !== null ? hidden : value))
    const line = await this.writer.write(shown)
    this.bytes += line.length
    this.digest.update(line)
  }

  /** What was changed is changed: where the result of that cannot be stored it is told so, and not as a failure. */
  async end({ box, clock }: AccessContext, outcome: TargetOutcome, more: QueryChange = {}): Promise<Ending> {
    const { rows, bytes, isTruncated, changedRows, durationMs } = outcome
    const stored = await this.writer.finish(box).catch((error: unknown) => {
      if (changedRows === null) throw error
      return null
    })
    const messages = outcome.messages.slice(0, 100).map(storable)
    if (stored === null) messages.push('It was changed, but the rows that came of it could not be stored.')
    const change: QueryChange = {
      status: 'completed',
      execution_result: inWords(outcome),
      result_rows: rows,
      result_bytes: bytes,
      result_is_truncated: isTruncated,
      changed_rows: changedRows,
      duration_ms: durationMs,
      messages: JSON.stringify(messages),
      result_columns: JSON.stringify(this.known),
      result_parts: stored === null ? null : JSON.stringify(stored.parts),
      result_key: stored?.key ?? null,
      result_expires_at: new Date(clock().getTime() + this.days * 86_400_000),
      ...more,
    }
    return { outcome: 'completed', change, response: { hash: this.digest.digest('hex'), sizeBytes: bytes } }
  }
}

function inWords({ rows, isTruncated, changedRows }: TargetOutcome): string {
  const read = `${rows} ${rows === 1 ? 'row' : 'rows'}${isTruncated ? ', cut off by the limits' : ''}`
  return changedRows === null ? read : `${changedRows} changed, ${read}`
}
