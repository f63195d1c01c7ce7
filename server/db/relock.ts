import { type ClientBase, escapeIdentifier as name } from 'pg'
import type { SecretBox } from '#base/secret-box'
import { hubs } from '../hubs.ts'
import { connectAdmin } from './connect-admin.ts'
import type { Databases } from './databases.ts'
import { readSecretColumns, type SecretColumn } from './secret-columns.ts'

type Locked = Extract<SecretColumn, { holds: 'locked' }>

const pageSize = 500

/**
 * Locks every stored secret with the present key that is locked with another one, without opening it, while the server
 * may go on working; how many there were. What is changed meanwhile by somebody else is left to the next time.
 */
export async function relockSecrets(databases: Databases, box: SecretBox, presentId: string): Promise<number> {
  let count = 0
  for (const hub of hubs) {
    const columns = readSecretColumns(hub).filter((one): one is Locked => one.holds === 'locked')
    if (columns.length === 0) continue
    const client = await connectAdmin(databases.adminUrl(hub), { applicationName: 'steward rotate-key' })
    try {
      for (const column of columns) count += await relockColumn(client, column, { box, presentId })
    } finally {
      await client.end()
    }
  }
  return count
}

type With = { readonly box: SecretBox; readonly presentId: string }
type Row = Record<string, string>

async function relockColumn(client: ClientBase, of: Locked, { box, presentId }: With): Promise<number> {
  const table = `${name(of.hub)}.${name(of.table)}`
  const keys = await primaryKey(client, of)
  const wanted = [...new Set([...keys, ...contextColumns(of), of.column])]
  const order = keys.map(name).join(', ')
  let count = 0
  let after: string[] | undefined
  for (;;) {
    const past = after === undefined ? '' : `and (${order}) > (${keys.map((_, at) => `$${at + 2}`).join(', ')})`
    const { rows }: { rows: Row[] } = await client.query(
      `select ${wanted.map((one) => `${name(one)}::text`).join(', ')} from ${table}
        where ${name(of.column)} ~ '^v[12]\\.' and split_part(${name(of.column)}, '.', 2) <> $1 ${past} order by ${order} limit ${pageSize}`,
      [presentId, ...(after ?? [])],
    )
    for (const row of rows) {
      const before = row[of.column] ?? ''
      const anew = box.relock(
        before,
        of.context?.replaceAll(/\{(\w+)\}/g, (_, column: string) => row[column] ?? ''),
      )
      if (anew === undefined) continue
      const where = keys.map((key, at) => `${name(key)}::text = $${at + 3}`).join(' and ')
      const done = await client.query(`update ${table} set ${name(of.column)} = $1 where ${name(of.column)} = $2 and ${where}`, [
        anew,
        before,
        ...keys.map((key) => row[key]),
      ])
      count += done.rowCount ?? 0
    }
    const last = rows.at(-1)
    if (rows.length < pageSize || last === undefined) return count
    after = keys.map((key) => last[key] ?? '')
  }
}

const contextColumns = ({ context }: Locked): string[] =>
  [...(context ?? '').matchAll(/\{(\w+)\}/g)].map(([, column = '']) => column)

async function primaryKey(client: ClientBase, { hub, table }: Locked): Promise<string[]> {
  const { rows } = await client.query<{ column: string }>(
    `select a.attname as column from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
      where i.indrelid = to_regclass(format('%I.%I', $1::text, $2::text)) and i.indisprimary order by array_position(i.indkey::int2[], a.attnum)`,
    [hub, table],
  )
  if (rows.length === 0) throw new Error(`the table ${hub}.${table} has no primary key to find its secrets by`)
  return rows.map((row) => row.column)
}
