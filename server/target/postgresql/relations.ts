import type { MaskedColumn } from '../target.ts'
import type { Session } from './session.ts'

export type RelationKind = 'table' | 'view' | 'foreign' | 'other'

export type Relation = {
  readonly id: number
  readonly kind: RelationKind
  readonly schema: string
  readonly name: string
  /** Quoted where it must be, as PostgreSQL would write it. */
  readonly written: string
  readonly columns: readonly string[]
  readonly rows: number
  readonly definition: string | null
}

export type RelationName = { readonly schema: string | null; readonly name: string }

/** What these names stand for within this connection; names of nothing are left out. */
export async function findRelations(session: Session, names: readonly RelationName[]): Promise<ReadonlyMap<string, Relation>> {
  if (names.length === 0) return new Map()
  const rows = await session.rows(
    `select asked.schema as asked_schema, asked.name as asked_name, c.oid::text as id, c.relkind::text as kind, n.nspname as schema, c.relname as name,
       format('%I.%I', n.nspname, c.relname) as written, c.reltuples::bigint::text as rows,
       case when c.relkind in ('v', 'm') then pg_get_viewdef(c.oid) end as definition,
       coalesce((select json_agg(a.attname) from pg_attribute a where a.attrelid = c.oid and not a.attisdropped), '[]')::text as columns
     from unnest($1::text[], $2::text[]) as asked(schema, name)
     join pg_class c on c.oid = to_regclass(case when asked.schema is null then quote_ident(asked.name) else format('%I.%I', asked.schema, asked.name) end)
     join pg_namespace n on n.oid = c.relnamespace`,
    [names.map((one) => one.schema), names.map((one) => one.name)],
  )
  return new Map(
    rows.map((row) => [keyOf({ schema: row['asked_schema'] ?? null, name: row['asked_name'] ?? '' }), relationOf(row)]),
  )
}

export const keyOf = ({ schema, name }: RelationName): string => JSON.stringify([schema, name])

function relationOf(row: Record<string, string | null>): Relation {
  const kinds: Readonly<Record<string, RelationKind>> = { r: 'table', p: 'table', v: 'view', m: 'view', f: 'foreign' }
  return {
    id: Number(row['id']),
    kind: kinds[row['kind'] ?? ''] ?? 'other',
    schema: row['schema'] ?? '',
    name: row['name'] ?? '',
    written: row['written'] ?? '',
    columns: JSON.parse(row['columns'] ?? '[]') as string[],
    rows: Math.max(0, Number(row['rows'] ?? 0)),
    definition: row['definition'] ?? null,
  }
}

/** The hidden columns of a table: by number, as the wire names them, and by name, as a text does. */
export type HiddenColumns = ReadonlyMap<
  number,
  { readonly numbers: ReadonlyMap<number, string>; readonly missing: readonly string[] }
>

/**
 * Where masked columns really are. A column is hidden in the partitions, children and parents of its table too, since
 * the same rows are read through them. Names are meant in capitals and small letters alike, since whoever wrote them down
 * may not know how they are stored. A column that is masked and no longer there is told as missing.
 */
export async function findHidden(session: Session, masked: readonly MaskedColumn[]): Promise<HiddenColumns> {
  if (masked.length === 0) return new Map()
  const rows = await session.rows(
    `with recursive family(id, name) as (
       select c.oid, m.column_name from unnest($1::text[], $2::text[], $3::text[]) as m(schema_name, table_name, column_name)
       join pg_class c on lower(c.relname) = lower(m.table_name) and c.relkind in ('r', 'p', 'f', 'v', 'm')
       join pg_namespace n on n.oid = c.relnamespace and (m.schema_name is null or lower(n.nspname) = lower(m.schema_name))
       where m.schema_name is not null or n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
       union
       select case when i.inhparent = family.id then i.inhrelid else i.inhparent end, family.name
       from family join pg_inherits i on i.inhparent = family.id or i.inhrelid = family.id
     )
     select family.id::text, coalesce(a.attname, family.name) as name, a.attnum::text as number from family
     left join pg_attribute a on a.attrelid = family.id and lower(a.attname) = lower(family.name) and not a.attisdropped`,
    [masked.map((one) => one.schema), masked.map((one) => one.table), masked.map((one) => one.column)],
  )
  const found = new Map<number, { numbers: Map<number, string>; missing: string[] }>()
  for (const { id, name, number } of rows) {
    const table = found.get(Number(id)) ?? { numbers: new Map<number, string>(), missing: [] }
    if (number === null || number === undefined) table.missing.push(name ?? '')
    else table.numbers.set(Number(number), name ?? '')
    found.set(Number(id), table)
  }
  return found
}

export type Callable = {
  readonly name: string
  readonly how: 'function' | 'row' | 'operator' | 'cast'
  readonly schema: string
  readonly isVolatile: boolean
  /** Part of PostgreSQL, or compiled and without a look at any table. */
  readonly isSelfContained: boolean
}

export type Names = {
  readonly functions: readonly string[]
  readonly attributes: readonly string[]
  readonly operators: readonly string[]
  readonly types: readonly string[]
}

/** Everything that these names can call. A column of a row (`t.name`) may be a function of the row, a cast or an operator may have one behind it. */
export async function findCallables(session: Session, names: Names): Promise<Callable[]> {
  const rows = await session.rows(
    `with called(name, how, id) as (
       select p.proname, 'function', p.oid from pg_proc p where p.proname = any($1::text[])
       union all
       select p.proname, 'row', p.oid from pg_proc p join pg_type t on t.oid = p.proargtypes[0] and t.typtype in ('c', 'p')
       where p.proname = any($2::text[]) and p.pronargs - p.pronargdefaults <= 1
       union all
       select o.oprname, 'operator', o.oprcode::oid from pg_operator o where o.oprname = any($3::text[])
       union all
       select t.typname, 'cast', c.castfunc from pg_cast c join pg_type t on t.oid in (c.casttarget, c.castsource) where t.typname = any($4::text[])
       union all
       select t.typname, 'cast', d.refobjid from pg_type t join pg_constraint k on k.contypid = t.oid
       join pg_depend d on d.classid = 'pg_constraint'::regclass and d.objid = k.oid and d.refclassid = 'pg_proc'::regclass where t.typname = any($4::text[])
     )
     select distinct called.name, called.how, n.nspname as schema, (p.provolatile = 'v')::text as volatile,
       (n.nspname = 'pg_catalog' or (l.lanname in ('c', 'internal') and p.provolatile = 'i'))::text as contained
     from called join pg_proc p on p.oid = called.id join pg_namespace n on n.oid = p.pronamespace join pg_language l on l.oid = p.prolang`,
    [names.functions, names.attributes, names.operators, names.types],
  )
  return rows.map((row) => ({
    name: row['name'] ?? '',
    how: (row['how'] ?? 'function') as Callable['how'],
    schema: row['schema'] ?? '',
    isVolatile: row['volatile'] === 'true',
    isSelfContained: row['contained'] === 'true',
  }))
}
