import { type DatabaseAnswer, type DatabaseCall, type JsonObject, type JsonValue, NodeError } from '@steward/sdk/node'
import { AppError } from '#base/error'
import { record } from '#hub/audit'
import { type QueryClass, type ResultColumn, type ResultSink, TargetError, type TargetOutcome } from '#target'
import type { AccessContext } from '../context.ts'
import { accessError } from '../errors.ts'
import type { InstanceRow } from '../instance/instance.store.ts'
import { requireDatabase } from '../instance/look-into.ts'
import { openInstance, readingWay, type Way } from '../instance/reach.ts'
import { narrowed } from '../query/action-of.ts'
import { findReferred, type InstanceReference } from './find-place.ts'

/** What a node asks, and for which execution; `executionId` is null where it is only planned. */
export type WorkflowQuery = DatabaseCall & {
  readonly workspaceId: string
  readonly instance: InstanceReference
  readonly workflow: { readonly id: string; readonly name: string }
  readonly executionId: string | null
  readonly nodeName: string
  readonly requesterId: string | null
  readonly signal: AbortSignal
}

/** Rights are never a matter of workflows. */
const classes = { read: 'read', write: 'write', delete: 'write', execute: 'schema' } as const satisfies Record<
  DatabaseCall['effect'],
  QueryClass
>

const hidden = '••••'
/** The column of a document that is the document itself, with the fields that others do not have. */
const wholeDocument = '(document)'
/** What an execution can hold and store, whatever the instance lets people take. */
const bytesMax = 50_000_000

/** Failures that the same call may not meet once more. */
const passing = new Set([
  'unreachable',
  'connection_lost',
  'too_many_connections',
  'lock_timeout',
  'changed_meanwhile',
  'deadlock',
  'in_doubt',
])

/**
 * Asks an instance for a node, within what the instance allows. The gate was asked before, by whoever executes the node; a
 * person's standing access has no part in it. Throws `NodeError` in words.
 */
export async function queryForWorkflow(context: AccessContext, query: WorkflowQuery): Promise<DatabaseAnswer> {
  try {
    const instance = await requireOpen(context, query)
    const rows = new RowTaker(instance)
    const outcome = await execute(context, { query, instance, rows })
    await recordExecution(context, { query, instance, outcome })
    refuseCutOff(instance, query, outcome)
    return { rows: rows.taken, changedRows: outcome.changedRows }
  } catch (error) {
    throw asNodeError(error)
  }
}

async function requireOpen({ databases }: AccessContext, query: WorkflowQuery): Promise<InstanceRow> {
  const { workspaceId, instance: reference, database, text, values } = query
  const instance = await findReferred(databases, workspaceId, reference)
  if (instance === undefined) throw accessError.instance_not_found()
  if (!instance.allowsWorkflows) throw accessError.workflows_not_let({ instance: instance.name })
  requireDatabase(instance, database)
  if (text.trim() === '') throw accessError.text_empty()
  if (![text, ...values].every(isReadable)) throw accessError.text_unreadable()
  if (query.effect !== 'read' && instance.writeUser === null) throw accessError.no_write_login({ instance: instance.name })
  return instance
}

function isReadable(value: JsonValue): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0')
  return typeof value !== 'object' || value === null || Object.values(value).every(isReadable)
}

type Work = { readonly query: WorkflowQuery; readonly instance: InstanceRow; readonly rows: ResultSink }

async function execute(context: AccessContext, { query, instance, rows }: Work): Promise<TargetOutcome> {
  const { database, effect, text, values, signal } = query
  const way: Way = effect === 'read' ? readingWay(instance, database) : { database, login: 'write', place: 'primary' }
  const target = openInstance(context, instance, way)
  const asked = {
    text,
    form: 'query',
    allowed: classes[effect],
    allowedEffect: effect,
    values,
    limits: limitsOf(instance, query),
    masked: instance.masked,
    keepsBefore: false,
  } as const
  try {
    return await target.execute(asked, rows, signal)
  } finally {
    await target.close().catch(() => undefined)
  }
}

function limitsOf(instance: InstanceRow, { effect, maxRows, maxChangedRows }: WorkflowQuery) {
  const limits = narrowed(instance.limits, {
    bytes: bytesMax,
    ...(maxRows === undefined ? {} : { rows: maxRows }),
    ...(maxChangedRows === undefined ? {} : { changedRows: maxChangedRows }),
  })
  return { ...limits, changedRows: effect === 'read' ? null : limits.changedRows }
}

/** So many rows as were wanted are all that were wanted; what the instance cut off would be taken for everything there is. */
function refuseCutOff(instance: InstanceRow, query: WorkflowQuery, { rows, isTruncated }: TargetOutcome): void {
  if (!isTruncated || query.effect !== 'read' || rows === query.maxRows) return
  const { name, limits } = instance
  throw accessError.result_above({ instance: name, rows: limits.rows, bytes: Math.min(limits.bytes, bytesMax) })
}

type Done = { readonly query: WorkflowQuery; readonly instance: InstanceRow; readonly outcome: TargetOutcome }

/** Who asked what kind of thing where, and how much came of it; never a value. */
async function recordExecution({ databases, clock }: AccessContext, { query, instance, outcome }: Done): Promise<void> {
  const { workspaceId, requesterId, workflow, executionId, nodeName, database, effect } = query
  const { rows, changedRows } = outcome
  await databases.transaction('access', (tx) =>
    record(
      tx,
      { actorId: requesterId, workspaceId, now: clock(), means: 'workflow' },
      {
        action: 'query.executed_by_workflow',
        resourceType: 'instance',
        resourceId: instance.id,
        metadata: {
          name: instance.name,
          database,
          class: effect,
          rows,
          changedRows,
          workflowId: workflow.id,
          workflow: workflow.name,
          executionId,
          node: nodeName,
          ...(executionId === null ? { isPlan: true } : {}),
        },
      },
    ),
  )
}

/** Takes rows as objects. What a column hides is hidden here once more, whatever the database gave. */
class RowTaker implements ResultSink {
  readonly taken: JsonObject[] = []
  private known: readonly ResultColumn[] = []
  private names: readonly string[] = []
  private wholeAt = -1
  private readonly isOfDocuments: boolean

  constructor({ kind }: InstanceRow) {
    this.isOfDocuments = kind === 'mongodb'
  }

  columns(columns: readonly ResultColumn[]): void {
    this.known = columns
    this.names = distinct(columns.map(({ name }) => name))
    this.wholeAt = this.isOfDocuments ? columns.findIndex(({ name }) => name === wholeDocument) : -1
  }

  row(values: readonly unknown[]): void {
    const whole = this.known[this.wholeAt]
    if (whole?.isMasked === false) return void this.taken.push(values[this.wholeAt] as JsonObject)
    const shown = values.map((value, at) => (this.known[at]?.isMasked === true && value !== null ? hidden : value))
    const fields = this.names.map((name, at) => [name, (shown[at] ?? null) as JsonValue] as const)
    this.taken.push(Object.fromEntries(fields.filter((_, at) => at !== this.wholeAt)))
  }
}

/** Of several columns with one name the later ones get a number. */
function distinct(names: readonly string[]): string[] {
  const taken = new Set<string>()
  return names.map((name) => {
    let free = name
    for (let number = 2; taken.has(free) || (free !== name && names.includes(free)); number++) free = `${name}_${number}`
    taken.add(free)
    return free
  })
}

function asNodeError(error: unknown): unknown {
  if (error instanceof TargetError) {
    const code = error.isInDoubt ? 'in_doubt' : error.code
    return new NodeError(error.message, { details: { code }, retryable: passing.has(code), cause: error })
  }
  if (!(error instanceof AppError)) return error
  return new NodeError(error.message, {
    details: { code: error.code },
    retryable: error.params['passing'] === true,
    cause: error,
  })
}
