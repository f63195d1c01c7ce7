import { expect, test } from 'vitest'
import { isSecretName } from '#base/redact'
import { connectAdmin } from '#db'
import { testDatabase } from '#test'
import { type HubName, hubs } from '../hubs.ts'
import { readSecretColumns } from './secret-columns.ts'

/** Parts of names that columns with secrets have. */
const telling = '(pass|secret|token|hash|locked|crypt|credential|private|_code|nonce|signature|ticket)'

type Column = { hub: HubName; place: string; type: string }

test('every column that looks like a secret says what it holds, and every mark is of a column that is there', async () => {
  await using db = await testDatabase()
  const client = await connectAdmin(db.url)
  const { rows } = await client.query<Column>(
    `select n.nspname as hub, c.relname || '.' || a.attname as place, format_type(a.atttypid, null) as type
       from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = any($1) and c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0 and not a.attisdropped`,
    [hubs],
  )
  await client.end()
  const all = new Map(rows.map((row) => [`${row.hub}.${row.place}`, row]))
  const marks = hubs.flatMap((hub) => readSecretColumns(hub))
  const marked = new Set(marks.map(({ hub, table, column }) => `${hub}.${table}.${column}`))

  const holdsText = ({ type }: Column) => /^(text|character|bytea|json)/.test(type)
  const looks = rows.filter((row) => holdsText(row) && new RegExp(telling).test(row.place.split('.')[1] ?? ''))

  expect(looks.map((row) => `${row.hub}.${row.place}`).filter((place) => !marked.has(place))).toEqual([])
  expect([...marked].filter((place) => !all.has(place))).toEqual([])
  expect(looks.length).toBeGreaterThan(15)
  // Logs and the audit log go by names: those of marked columns are among them, in both ways of writing.
  const secret = marks.filter(({ holds }) => holds !== 'public').map(({ column }) => column)
  const named = secret.filter((column) => new RegExp(telling).test(column)).flatMap((column) => [column, camel(column)])
  expect(named.filter((name) => !isSecretName(name))).toEqual([])
})

const camel = (name: string) => name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
