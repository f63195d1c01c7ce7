import type { ClientBase } from 'pg'
import type { HubName } from '../../hubs.ts'

export type Table = { readonly name: string; readonly columns: string[] }

/**
 * The tables of a hub, those before which others refer to. Partitions go
 * through their parent; computed columns are computed again. The history of
 * migrations is made by migrating.
 */
export async function listTables(client: ClientBase, hub: HubName): Promise<Table[]> {
  const { rows: tables } = await client.query<Table>(
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
       from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = to_regnamespace(quote_ident($1)) and c.relkind in ('r', 'p') and not c.relispartition
        and c.relname <> 'schema_history' and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      group by c.relname order by c.relname`,
    [hub],
  )
  const { rows: references } = await client.query<{ from: string; to: string }>(
    `select f.relname as from, t.relname as to from pg_constraint k join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
      where k.contype = 'f' and f.relnamespace = to_regnamespace(quote_ident($1)) and f.oid <> t.oid`,
    [hub],
  )
  return sortByReference(tables, references)
}

function sortByReference(tables: readonly Table[], references: readonly { from: string; to: string }[]): Table[] {
  const sorted: Table[] = []
  const waiting = new Set(tables)
  while (waiting.size > 0) {
    const names = new Set([...waiting].map((table) => table.name))
    const free = [...waiting].filter((table) => !references.some(({ from, to }) => from === table.name && names.has(to)))
    // Tables that refer to each other in a ring go in any order; their constraints must be deferrable.
    for (const table of free.length > 0 ? free : waiting) {
      sorted.push(table)
      waiting.delete(table)
    }
  }
  return sorted
}

/** The statements that make the partitions of a hub where they are missing; new ones are made as time passes. */
export async function listPartitions(client: ClientBase, hub: HubName): Promise<string[]> {
  const { rows } = await client.query<{ statement: string }>(
    `select format('create table if not exists %I.%I partition of %I.%I %s', $1::text, c.relname, $1::text, p.relname, pg_get_expr(c.relpartbound, c.oid)) as statement
       from pg_class c join pg_inherits i on i.inhrelid = c.oid join pg_class p on p.oid = i.inhparent
      where c.relnamespace = to_regnamespace(quote_ident($1)) and c.relispartition and c.relkind in ('r', 'p') order by c.oid`,
    [hub],
  )
  return rows.map((row) => row.statement)
}

export async function readSequences(client: ClientBase, hub: HubName): Promise<Record<string, string>> {
  const { rows } = await client.query<{ name: string; value: string }>(
    `select sequencename as name, last_value::text as value from pg_sequences
      where schemaname = $1 and last_value is not null and sequencename not like 'schema_history%'`,
    [hub],
  )
  return Object.fromEntries(rows.map((row) => [row.name, row.value]))
}
