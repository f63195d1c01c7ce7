import { parseSql } from './parse-sql.ts'
import type { ReadStatement } from './read-statement.ts'
import { keyOf, type Relation } from './relations.ts'
import type { Session } from './session.ts'
import { at, textAt } from './tree.ts'

export type TableColumn = {
  readonly name: string
  readonly quoted: string
  readonly type: string
  readonly isKey: boolean
  readonly isGenerated: boolean
}

/** How the rows that a statement changes can be told apart, before and after. */
export type UndoPlan = {
  readonly table: string
  readonly columns: readonly TableColumn[]
  readonly keys: readonly TableColumn[]
  readonly does: 'insert' | 'update' | 'delete'
  /** The statement, and behind its own columns the key of every row that it changes. */
  readonly text: string
}

export type UndoAnswer = { readonly plan: UndoPlan } | { readonly reason: string }

const kinds: Readonly<Record<string, UndoPlan['does']>> = { InsertStmt: 'insert', UpdateStmt: 'update', DeleteStmt: 'delete' }
const changing = new Set(['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt'])

/** Whether what the statement changes can be kept, and how; or why not. */
export async function planUndo(
  session: Session,
  statement: ReadStatement,
  relations: ReadonlyMap<string, Relation>,
): Promise<UndoAnswer> {
  const { root, nodes } = statement
  const does = kinds[root.type]
  if (does === undefined) return { reason: `What ${statement.kind} changes cannot be undone.` }
  if (nodes.filter((one) => changing.has(one.type)).length > 1) return { reason: 'Changes inside a WITH cannot be undone.' }
  const target = statement.relations.find((one) => one.access === 'write')
  const relation = target === undefined ? undefined : relations.get(keyOf(target))
  if (relation === undefined || relation.kind !== 'table') return { reason: 'Only changes of a table can be undone.' }
  const columns = await columnsOf(session, relation.id)
  const keys = columns.filter((one) => one.isKey)
  if (keys.length === 0) return { reason: `${relation.written} has no primary key, so its rows cannot be told apart afterwards.` }
  const set = assigned(statement)
  const moved = keys.find((one) => set.has(one.name))
  if (moved !== undefined && does !== 'insert')
    return { reason: `The statement changes ${moved.name}, by which rows are told apart.` }
  if (
    does === 'insert' &&
    at(root, 'onConflictClause').some((one) =>
      at(one, 'targetList').some((target) => keys.some((key) => key.name === textAt(target, 'name'))),
    )
  )
    return { reason: 'ON CONFLICT changes the key by which rows are told apart.' }
  const spread = await spreads(session, relation.id, does, set)
  if (spread !== null) return { reason: spread }
  const text = await withKeys(statement, keys)
  return text === null
    ? { reason: 'The changed rows of this statement cannot be listed.' }
    : { plan: { table: relation.written, columns, keys, does, text } }
}

function assigned({ root }: ReadStatement): ReadonlySet<string> {
  return new Set(root.type === 'UpdateStmt' ? at(root, 'targetList').map((one) => textAt(one, 'name')) : [])
}

/** Key columns are those of the primary key, or else of the first unique index that holds no NULL and covers every row. */
export async function columnsOf(session: Session, table: number | string): Promise<TableColumn[]> {
  const rows = await session.rows(
    `with key as (
       select i.indkey::int2[] as numbers from pg_index i
       where i.indrelid = $1::regclass and i.indisunique and i.indimmediate and i.indisvalid and i.indpred is null and i.indexprs is null
         and not exists (select from unnest(i.indkey::int2[]) as k(number) join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number where not a.attnotnull)
       order by i.indisprimary desc, i.indexrelid limit 1)
     select a.attname as name, quote_ident(a.attname) as quoted, format_type(a.atttypid, a.atttypmod) as type,
       coalesce(a.attnum = any((select numbers from key)::int2[]), false)::text as key, (a.attgenerated <> '')::text as generated
     from pg_attribute a where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum`,
    [String(table)],
  )
  return rows.map((row) => ({
    name: row['name'] ?? '',
    quoted: row['quoted'] ?? '',
    type: row['type'] ?? '',
    isKey: row['key'] === 'true',
    isGenerated: row['generated'] === 'true',
  }))
}

/** Changes that the change itself sets off in other tables, which nobody would keep. */
async function spreads(
  session: Session,
  table: number,
  does: UndoPlan['does'],
  set: ReadonlySet<string>,
): Promise<string | null> {
  const [row] = await session.rows(
    `select (select format('%I.%I', n.nspname, c.relname) from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
        where k.contype = 'f' and k.confrelid = $1::text::oid
          and (($2 = 'delete' and k.confdeltype in ('c', 'n', 'd'))
            or ($2 <> 'delete' and k.confupdtype in ('c', 'n', 'd') and exists (select from pg_attribute a where a.attrelid = k.confrelid and a.attnum = any(k.confkey) and a.attname = any($3::text[]))))
        limit 1) as other,
       (select relhasrules::text from pg_class where oid = $1::text::oid) as rules`,
    [String(table), does, [...set]],
  )
  if (row?.['rules'] === 'true') return 'The table has rules, which change what the statement does.'
  const other = row?.['other'] ?? null
  return other === null
    ? null
    : `Rows of ${other} go with the rows that are ${does === 'delete' ? 'deleted' : 'changed'} (foreign key with a cascade), and would not come back.`
}

/** Triggers of people on the table: what they do elsewhere is not kept. */
export async function triggersOf(session: Session, table: number): Promise<string[]> {
  const rows = await session.rows(
    `select tgname as name from pg_trigger where tgrelid = $1::text::oid and not tgisinternal and tgenabled <> 'D' order by 1`,
    [String(table)],
  )
  return rows.map((row) => row['name'] ?? '')
}

/** The same statement that also returns the keys. The parser says whether it really is the same. */
async function withKeys({ root, text }: ReadStatement, keys: readonly TableColumn[]): Promise<string | null> {
  const relation = at(root, 'relation')[0]
  if (relation === undefined) return null
  const name = at(relation, 'alias').map((one) => textAt(one, 'aliasname'))[0] ?? textAt(relation, 'relname')
  const list = keys.map((key, place) => `"${name.replaceAll('"', '""')}".${key.quoted}::text as steward_key_${place + 1}`)
  const has = at(root, 'returningClause').length > 0
  const changed = `${text}\n${has ? ',' : 'returning'} ${list.join(', ')}`
  const [parsed, ...more] = (await parseSql(changed).catch(() => ({ statements: [] }))).statements
  if (parsed === undefined || more.length > 0 || parsed.type !== root.type) return null
  const returning = (parsed.value['returningClause'] ?? {}) as { exprs?: unknown[] }
  const own = (returning.exprs ?? []).slice(0, -keys.length)
  const before = { ...parsed.value, returningClause: has ? { ...returning, exprs: own } : undefined }
  return plain(before) === plain(root.value) ? changed : null
}

const plain = (value: unknown) =>
  JSON.stringify(value, (key, one: unknown) => (['location', 'list_start', 'list_end'].includes(key) ? undefined : one))
