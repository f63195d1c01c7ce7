import { type EffectClass, strongestEffect } from '@steward/contract/effect'
import type {
  Analysis,
  ChangedRow,
  MaskedColumn,
  Reach,
  ResultSink,
  Target,
  TargetLimits,
  TargetOutcome,
  TargetQuery,
} from '../target.ts'
import { TargetError } from '../target.ts'
import { readCatalog, readSample } from './catalog.ts'
import { isStronger } from './classify.ts'
import { type Connected, type Doubt, withConnection } from './connection.ts'
import { examine } from './examine.ts'
import { assertUnmasked, masksOfOperation } from './mask/assert-unmasked.ts'
import type { Operation } from './operation/operation.ts'
import { assertAllowed, perform } from './perform.ts'
import { readText } from './read-text.ts'
import { refusal } from './refusal.ts'
import { ChangeBook, inTransaction, type Unit } from './run/unit.ts'
import { writeResult, type Written } from './run/write-result.ts'
import { runScript } from './script/run-script.ts'
import { undoChanges } from './undo-changes.ts'

const lookMs = 15_000
const noLimits: TargetLimits = { statementMs: lookMs, lockMs: lookMs, rows: 1000, bytes: 1_000_000, changedRows: null }

/** A database of MongoDB 5 or newer. Every piece of work has a connection of its own, so there is nothing to keep open. */
export function openMongodb(reach: Reach): Target {
  const ending = new AbortController()
  const never = new AbortController().signal

  function within<T>(options: Options, work: (unit: Unit) => Promise<T>): Promise<T> {
    const { limits, signal, masked } = options
    const bounds = { timeoutMs: limits.statementMs, signal: AbortSignal.any([signal, ending.signal]), isQuiet: masked.length > 0 }
    return withConnection(reach, bounds, (connected, doubt) => work(unitOf(connected, doubt, options)))
  }

  return {
    // Async, so that a text nobody can read rejects and does not throw.
    read: async (text, form) => readText(text, form).analysis,

    async analyse(text, form, { masked, timeoutMs }) {
      const { analysis, operation, line } = readText(text, form)
      if (operation === null) return analysis
      try {
        assertUnmasked(operation, masked)
        const limits = { ...noLimits, statementMs: timeoutMs }
        return await within({ limits, signal: never, masked }, async (unit) => {
          const { findings, estimate } = await examine(unit, operation, line)
          return { ...analysis, findings: [...analysis.findings, ...findings], estimate }
        })
      } catch (error) {
        if (!(error instanceof TargetError) || error.code !== 'masked') throw error
        return { ...analysis, class: 'refused', effect: 'execute', refusal: error.message } satisfies Analysis
      }
    },

    execute: (query, sink, signal) => executeQuery(within, query, { sink, signal }),

    undo: (changes: readonly ChangedRow[], limits, signal, beforeCommit) =>
      within(
        { limits: { ...limits, changedRows: limits.changedRows ?? changes.length }, signal, masked: [], changes: true },
        (unit) => undoChanges(unit, changes, beforeCommit),
      ),

    catalog: ({ rowsMax }) => within({ limits: noLimits, signal: never, masked: [] }, (unit) => readCatalog(unit, rowsMax)),

    sample: ({ name }, options) =>
      within({ limits: { ...noLimits, rows: options.rows }, signal: never, masked: options.masked }, (unit) =>
        readSample(unit, name, options),
      ),

    async health() {
      const started = performance.now()
      const latencyMs = () => Math.round(performance.now() - started)
      try {
        const version = await within({ limits: noLimits, signal: never, masked: [] }, async (unit) => {
          const info = await unit.db.admin().command({ buildInfo: 1 })
          return typeof info['version'] === 'string' ? info['version'] : null
        })
        return { isReachable: true, version, latencyMs: latencyMs(), problem: null }
      } catch (error) {
        return {
          isReachable: false,
          version: null,
          latencyMs: latencyMs(),
          problem: error instanceof Error ? error.message : String(error),
        }
      }
    },

    async close() {
      ending.abort(new TargetError('closed', 'The connection to this database was closed.'))
    },
  }
}

type Options = {
  readonly limits: TargetLimits
  readonly signal: AbortSignal
  readonly masked: readonly MaskedColumn[]
  readonly keepsBefore?: boolean
  /** Whether documents may be changed, which is done in a transaction where there are any. */
  readonly changes?: boolean
}

function unitOf(connected: Connected, doubt: Doubt, options: Options): Unit {
  const { limits, masked, keepsBefore = false, changes = false } = options
  return {
    connected,
    db: connected.db,
    session: connected.session,
    limits,
    masked,
    keepsBefore,
    isTransactional: changes && connected.hasTransactions,
    doubt,
    book: new ChangeBook(limits.changedRows),
    messages: [],
  }
}

type Within = <T>(options: Options, work: (unit: Unit) => Promise<T>) => Promise<T>

async function executeQuery(
  within: Within,
  query: TargetQuery,
  { sink, signal }: { sink: ResultSink; signal: AbortSignal },
): Promise<TargetOutcome> {
  const started = performance.now()
  const { analysis, operation } = readText(query.text, query.form)
  if (analysis.refusal !== null) throw refusal(analysis.refusal)
  if (isStronger(analysis.class, query.allowed))
    throw refusal(`This is of class ${analysis.class}, and ${query.allowed} was approved.`, 'class')
  assertEffect(analysis.effect, query)
  if (operation !== null) assertAllowed(operation, query.allowed, query.masked)
  // What was approved is a limit; what the text shows is a narrower one.
  const changes = analysis.class === 'write' && operation?.kind !== 'aggregate'
  const { limits, masked, keepsBefore } = query
  return within({ limits, signal, masked, keepsBefore, changes }, async (unit) => {
    const isChange = analysis.class !== 'read'
    const written = await inTransaction(unit, async () => {
      const done =
        operation === null
          ? await runScript(unit, { text: query.text, allowed: analysis.class }, sink)
          : await runOne(unit, operation, sink)
      if (isChange) await query.beforeCommit?.(unit.book.changes)
      return done
    })
    return {
      ...written,
      changedRows: isChange ? unit.book.rows : null,
      changes: unit.book.changes,
      durationMs: Math.round(performance.now() - started),
      messages: [...unit.messages, ...(changes && !unit.isTransactional ? [noTransactions] : [])],
    }
  })
}

function assertEffect(own: EffectClass, { allowedEffect, values = [] }: TargetQuery): void {
  if (allowedEffect !== undefined && strongestEffect([own, allowedEffect]) !== allowedEffect)
    throw refusal(`What was allowed is of the class ${allowedEffect}; this is of the class ${own}.`, 'class')
  if (values.length > 0) throw refusal('Values for placeholders are for SQL; a query of the MongoDB shell has none.')
}

const noTransactions =
  'This server has no transactions, because it is no member of a replica set. The documents were counted before they were changed, and no others were touched; but others could change the same ones in between, and an error would have left a part of the change.'

/** The result is handed over before the change is made for good, so that a result nobody took leaves nothing behind. */
async function runOne(unit: Unit, operation: Operation, sink: ResultSink): Promise<Written> {
  const answer = await perform(unit, operation, unit.limits.rows)
  return writeResult(answer, sink, { limits: unit.limits, masks: masksOfOperation(operation, unit.masked) })
}
