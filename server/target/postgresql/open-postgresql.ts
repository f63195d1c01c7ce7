import type { Reach, ResultColumn, ResultSink, Target, TargetQuery } from '../target.ts'
import { analyse } from './analyse.ts'
import { catalog, health, sampleText } from './browse.ts'
import { execute } from './execute.ts'
import { withoutValues } from './explain-error.ts'
import { readText } from './read-text.ts'
import { undo } from './undo.ts'

const sampleLimits = { statementMs: 10_000, lockMs: 2_000, bytes: 1024 * 1024, changedRows: null }

/** A database of PostgreSQL 15 or newer. Every piece of work has a connection of its own, so there is nothing to keep open. */
export function openPostgresql(reach: Reach, options: { readonly isForReading: boolean } = { isForReading: false }): Target {
  return {
    read: async (text, form) => (await readText(text, form)).analysis,
    analyse: (text, form, how) => analyse(reach, text, form, how),
    execute: (query, sink, signal) => executeQuietly(reach, query, sink, signal),
    undo: (...how) =>
      undo(reach, ...how).catch((error: unknown) => {
        throw withoutValues(error)
      }),
    catalog: ({ rowsMax }) => catalog(reach, rowsMax),
    async sample(table, { rows: most, masked }) {
      const found: { columns: readonly ResultColumn[]; rows: (readonly unknown[])[] } = { columns: [], rows: [] }
      const sink = {
        columns: (columns: readonly ResultColumn[]) => void (found.columns = columns),
        row: (values: readonly unknown[]) => void found.rows.push(values),
      }
      const query = {
        text: sampleText(table, most),
        form: 'query',
        allowed: 'read',
        limits: { ...sampleLimits, rows: most },
        masked,
        keepsBefore: false,
      } as const
      await executeQuietly(reach, query, sink, new AbortController().signal)
      return found
    },
    health: () => health(reach, options.isForReading),
    close: () => Promise.resolve(),
  }
}

function executeQuietly(reach: Reach, query: TargetQuery, sink: ResultSink, signal: AbortSignal) {
  return execute(reach, query, sink, signal).catch((error: unknown) => {
    throw query.masked.length === 0 ? error : withoutValues(error)
  })
}
