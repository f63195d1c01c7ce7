import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ClientBase } from 'pg'
import { readSecretColumns } from '../server/db/secret-columns.ts'
import { everything, readDeclarations, type Right } from '../server/db/wall/declarations.ts'
import type { HubName } from '../server/hubs.ts'

export const dataModelPath = join(import.meta.dirname, '../docs/data-model.md')

/** The hubs whose tables have been held against the documents they came from. */
const hubs: readonly HubName[] = ['config', 'audit', 'identity', 'profile', 'tenant', 'access']
/** What every hub has. */
const common = new Set(['outbox', 'inbox', 'schema_history'])

type Origins = {
  /** By their letter. */
  readonly documents: Readonly<Record<string, string>>
  /** By letter and name: which table of ours it became, and its columns with their types. */
  readonly tables: Readonly<Record<string, { readonly here: string; readonly columns: Readonly<Record<string, string>> }>>
  /** By letter, table and column: where it is instead (null: nowhere), and why. */
  readonly deviations: Readonly<Record<string, { readonly here?: string | null; readonly why: string }>>
}
type Column = { readonly table: string; readonly name: string; readonly type: string; readonly required: boolean }

const readOrigins = () => JSON.parse(readFileSync(join(import.meta.dirname, 'data-model/origins.json'), 'utf8')) as Origins

/** The page of the data model, from a migrated database; and what differs from the documents without a reason. */
export async function dataModel(client: ClientBase): Promise<{ readonly text: string; readonly faults: readonly string[] }> {
  const columns = await readColumns(client)
  const origins = readOrigins()
  const { notes, gone, faults } = compare(origins, new Map(columns.map((one) => [`${one.table}.${one.name}`, one])))
  const parts = hubs.map((hub) => sectionOf(hub, columns, notes))
  return { text: [head(origins), ...parts, endOf(gone, origins)].join('\n'), faults }
}

async function readColumns(client: ClientBase): Promise<Column[]> {
  const { rows } = await client.query<Column & { relation: string }>(
    `select n.nspname || '.' || c.relname as table, c.relname as relation, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
            a.attnotnull as required
       from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = any($1) and c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0 and not a.attisdropped
      order by n.nspname, c.relname, a.attnum`,
    [hubs],
  )
  return rows.filter(({ relation }) => !common.has(relation))
}

type Compared = { readonly notes: Map<string, string[]>; readonly gone: string[][]; readonly faults: string[] }

function compare({ tables, deviations }: Origins, ours: ReadonlyMap<string, Column>): Compared {
  const notes = new Map<string, string[]>()
  const gone: string[][] = []
  const faults: string[] = []
  const used = new Set<string>()
  for (const [table, { here, columns }] of Object.entries(tables)) {
    for (const [column, type] of Object.entries(columns)) {
      const place = `${table}.${column}`
      const deviation = deviations[place]
      const target = deviation?.here === undefined ? `${here}.${column}` : deviation.here
      const found = target === null ? undefined : ours.get(target)
      if (deviation !== undefined) used.add(place)
      if (target === null) gone.push([`\`${place}\``, deviation?.why ?? ''])
      else if (found === undefined) faults.push(`${place} is neither ${target} nor anywhere else`)
      else if (deviation === undefined && !isSameType(type, found.type))
        faults.push(`${place} is ${type} there and ${found.type} here, without a reason`)
      else {
        const why =
          deviation === undefined ? '' : ` (${isSameType(type, found.type) ? '' : `${type.toLowerCase()}; `}${deviation.why})`
        notes.set(target, [...(notes.get(target) ?? []), `\`${place}\`${why}`])
      }
    }
  }
  faults.push(
    ...Object.keys(deviations).flatMap((place) => (used.has(place) ? [] : [`${place} is explained and not in a document`])),
  )
  return { notes, gone, faults }
}

/** Times have a zone and milliseconds everywhere; that is said once. */
function isSameType(there: string, here: string): boolean {
  const bare = there.toLowerCase().replace('varchar', 'character varying')
  if (bare.startsWith('timestamp')) return here.startsWith('timestamp')
  return bare === here || (bare === 'character varying' && here.startsWith('character varying'))
}

function head({ documents }: Origins): string {
  const letters = Object.entries(documents).map(([letter, name]) => `**${letter}** ${name}`)
  return `# The data model

Written by \`npx vitest run tools/data-model.test.ts\` with \`STEWARD_WRITE=1\` from the migrated database; without it the test compares.

Each hub has a schema of its name and knows no other. The designs that Steward unites are named by a letter: ${letters.join(', ')}.
A column that came from one of them names it, and why it differs where it does. Everywhere, and not said again:
times are \`timestamptz(3)\`, ids are UUIDv7 by the application, ids of another hub have no foreign key
([decision 9](decisions/0009-schema-deviations.md)). *hash* and *locked*: how a secret is stored. *wall*: whose rows a member sees; *members*: what requests of members may do with it
([decision 20](decisions/0020-wall.md)).
`
}

function sectionOf(hub: HubName, columns: readonly Column[], notes: ReadonlyMap<string, string[]>): string {
  const secrets = new Map(readSecretColumns(hub).map((one) => [`${hub}.${one.table}.${one.column}`, one.holds]))
  const declared = readDeclarations(hub)
  const tables = [...Map.groupBy(columns, ({ table }) => table)].filter(([table]) => table.startsWith(`${hub}.`))
  const parts = tables.map(([table, own]) => {
    const declaration = declared.get(table.slice(hub.length + 1))
    const wall = declaration?.kind === 'outside' ? declaration.reason : `rows of one workspace`
    const member = rightsInWords(declaration?.member ?? everything)
    const rows = own.map(({ name, type, required }) => {
      const secret = secrets.get(`${table}.${name}`)
      const kept = secret === 'locked' || secret === 'hash' ? `*${secret}*` : ''
      return [`\`${name}\``, type, required ? '' : 'may be null', kept, (notes.get(`${table}.${name}`) ?? []).join('; ')]
    })
    return `### ${table}\n\nWall: ${wall}\n\nMembers: ${member}\n\n${asTable(['column', 'type', '', 'secret', 'from'], rows)}`
  })
  return [`## ${hub}\n`, ...parts].join('\n')
}

/** Columns of one right stand together: `select (id, name), insert`. */
function rightsInWords(rights: readonly Right[]): string {
  const columnsOf = (own: readonly Right[]) => own.flatMap((right) => /\((.+)\)/.exec(right)?.[1] ?? [])
  const parts = [...Map.groupBy(rights, (right) => right.split(' ')[0] ?? '')].map(([verb, own]) => {
    const columns = columnsOf(own)
    return columns.length === 0 ? verb : `${verb} (${columns.map((column) => `\`${column}\``).join(', ')})`
  })
  return parts.length === 0 ? 'nothing' : parts.join(', ')
}

const endOf = (gone: readonly string[][], { documents }: Origins): string =>
  `## Not here\n\nColumns of the designs that have no place, and why (letters: ${Object.keys(documents).join(', ')}).\n\n${asTable(['column', 'why'], gone)}`

function asTable(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return `${[line(titles), line(titles.map(() => '---')), ...rows.map(line)].join('\n')}\n`
}

export const writeDataModel = (text: string): void => writeFileSync(dataModelPath, text)
