import type { CatalogTable, Health, Reach } from '../target.ts'
import { attempt } from './attempt.ts'
import { explain } from './explain-error.ts'
import { begin, Session } from './session.ts'

const times = { statementMs: 10_000, lockMs: 2_000 }
const tablesMax = 2_000
const never = new AbortController().signal
const hiddenSchemas = `n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_(toast|temp)'`

/** Tables and views that the login may see, without those of PostgreSQL itself. */
export async function catalog(reach: Reach, rowsMax: number): Promise<CatalogTable[]> {
  const rows = await attempt(reach, never, async ({ session }) => {
    await begin(session, 'read only', times)
    return session.rows(
      `select n.nspname as schema, c.relname as name, c.relkind::text as kind, c.reltuples::bigint::text as rows,
         (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'isNullable', not a.attnotnull,
            'isKey', exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary and a.attnum = any(i.indkey::int2[]))) order by a.attnum)
          from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped)::text as columns
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition and ${hiddenSchemas}
         and has_schema_privilege(n.oid, 'usage') and has_any_column_privilege(c.oid, 'select')
       order by n.nspname, c.relname limit $1::text::integer`,
      [String(Math.min(rowsMax, tablesMax))],
    )
  })
  return rows.map((row) => ({
    schema: row['schema'] ?? null,
    name: row['name'] ?? '',
    kind: row['kind'] === 'v' || row['kind'] === 'm' ? 'view' : 'table',
    // A table that was never analysed has no estimate.
    rows: row['kind'] === 'v' || Number(row['rows']) < 0 ? null : Number(row['rows']),
    columns: JSON.parse(row['columns'] ?? '[]') as CatalogTable['columns'],
  }))
}

/** The text of a query for a few rows, with the names quoted as PostgreSQL must have them. */
export function sampleText(table: { readonly schema: string | null; readonly name: string }, rows: number): string {
  const quote = (name: string) => `"${name.replaceAll('"', '""')}"`
  return `select * from ${table.schema === null ? '' : `${quote(table.schema)}.`}${quote(table.name)} limit ${Math.trunc(rows)}`
}

/** Whether the database can be reached, and whether the login has more rights than it should. */
export async function health(reach: Reach, isForReading: boolean): Promise<Health> {
  const startedAt = performance.now()
  try {
    const session = await Session.open(reach)
    try {
      await begin(session, 'read only', times)
      const [row] = await session.rows(
        `select current_setting('server_version') as version, (select (rolsuper)::text from pg_roles where rolname = current_user) as super,
           (select count(*)::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p') and ${hiddenSchemas} and has_table_privilege(c.oid, 'insert, update, delete, truncate')) as writable,
           (pg_has_role(current_user, 'pg_read_server_files', 'member') or pg_has_role(current_user, 'pg_write_server_files', 'member') or pg_has_role(current_user, 'pg_execute_server_program', 'member'))::text as files,
           pg_is_in_recovery()::text as standby`,
      )
      return {
        isReachable: true,
        version: row?.['version'] ?? null,
        latencyMs: Math.round(performance.now() - startedAt),
        problem: null,
        warnings: warningsOf(row ?? {}, isForReading),
      }
    } finally {
      await session.close()
    }
  } catch (error) {
    return {
      isReachable: false,
      version: null,
      latencyMs: Math.round(performance.now() - startedAt),
      problem: explain(error).message,
    }
  }
}

function warningsOf(row: Record<string, string | null>, isForReading: boolean): string[] {
  const writable = Number(row['writable'] ?? 0)
  if (row['super'] === 'true') return ['The login is a superuser; give requests a login that may do only what they need.']
  return [
    ...(row['files'] === 'true'
      ? ['The login may read or write files or start programs of the server; take that role from it.']
      : []),
    ...(isForReading && writable > 0 && row['standby'] !== 'true'
      ? [
          `The login for reading may change ${writable} ${writable === 1 ? 'table' : 'tables'}; give reads a login that can only read.`,
        ]
      : []),
  ]
}
