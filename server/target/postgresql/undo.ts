import { type ChangedRow, type Reach, type Target, TargetError } from '../target.ts'
import { attempt, commit } from './attempt.ts'
import { explain } from './explain-error.ts'
import { begin, type Session } from './session.ts'
import { columnsOf, type TableColumn } from './undo-plan.ts'

/** Takes changes back, the last one first, where a row is still as the change left it. */
export async function undo(
  reach: Reach,
  ...[changes, limits, signal, beforeCommit]: Parameters<Target['undo']>
): ReturnType<Target['undo']> {
  if (limits.changedRows !== null && changes.length > limits.changedRows)
    throw new TargetError(
      'too_many_rows',
      `The undo would change ${changes.length} rows, and at most ${limits.changedRows} were approved; nothing was changed.`,
    )
  return attempt(reach, signal, async (one) => {
    const { session } = one
    await begin(session, 'read write', limits)
    const tables = new Map<string, readonly TableColumn[] | null>()
    const conflicts: ChangedRow[] = []
    for (const change of changes.toReversed()) {
      signal.throwIfAborted()
      if (!tables.has(change.table)) tables.set(change.table, await findColumns(session, change.table))
      const columns = tables.get(change.table) ?? null
      if (columns === null || !(await undoOne(session, change, columns))) conflicts.push(change)
    }
    await beforeCommit?.()
    signal.throwIfAborted()
    await commit(one)
    return { undone: changes.length - conflicts.length, conflicts: conflicts.reverse() }
  })
}

/** Null when the table is gone. */
async function findColumns(session: Session, table: string): Promise<TableColumn[] | null> {
  const [row] = await session.rows('select to_regclass($1)::oid::text as id', [table])
  const id = row?.['id'] ?? null
  return id === null ? null : columnsOf(session, id)
}

/** What another row or another table does not let happen is a conflict too, and leaves the others alone. */
async function undoOne(session: Session, change: ChangedRow, columns: readonly TableColumn[]): Promise<boolean> {
  const statement = inverse(change, columns)
  if (statement === null) return false
  await session.ask('savepoint one_row')
  try {
    const { rowCount } = await session.ask(statement.text, statement.values)
    if (rowCount === 1) {
      await session.ask('release savepoint one_row')
      return true
    }
  } catch (error) {
    // Class 23 is a constraint, 22 a value that no longer fits; the rest is a table that is no longer what it was.
    if (!/^(22|23|42P01$|42703$|42804$|42846$)/.test(String((error as { code?: unknown }).code))) throw explain(error)
  }
  await session.ask('rollback to savepoint one_row')
  return false
}

type Image = Readonly<Record<string, unknown>>

/** Null when the table has lost or got columns, so that nobody can say whether a row is as it was. */
function inverse(
  { table, key, before, after }: ChangedRow,
  columns: readonly TableColumn[],
): { text: string; values: unknown[] } | null {
  const image = before ?? after
  if (image === null || !isSameShape(image, columns)) return null
  const values: unknown[] = []
  const value = (one: unknown) => `$${values.push(one)}::text`
  const typed = (column: TableColumn, from: Image) => `${value(from[column.name])}::${column.type}`
  const keys = columns.filter(({ name }) => Object.hasOwn(key, name))
  if (keys.length === 0) return null
  const still = (from: Image) =>
    [
      ...keys.map((column) => `t.${column.quoted} = ${typed(column, key)}`),
      ...columns.map((column) => `t.${column.quoted}::text is not distinct from ${value(from[column.name])}`),
    ].join(' and ')

  const settable = columns.filter((one) => !one.isGenerated)
  if (before === null) return after === null ? null : { text: `delete from ${table} t where ${still(after)}`, values }
  if (after === null) {
    const list = settable.map((one) => one.quoted).join(', ')
    return {
      text: `insert into ${table} (${list}) overriding system value values (${settable.map((one) => typed(one, before)).join(', ')}) on conflict do nothing`,
      values,
    }
  }
  const changed = settable.filter(({ name }) => before[name] !== after[name])
  if (changed.length === 0) return null
  const set = changed.map((column) => `${column.quoted} = ${typed(column, before)}`).join(', ')
  return { text: `update ${table} t set ${set} where ${still(after)}`, values }
}

function isSameShape(image: Image, columns: readonly TableColumn[]): boolean {
  return Object.keys(image).length === columns.length && columns.every(({ name }) => Object.hasOwn(image, name))
}
