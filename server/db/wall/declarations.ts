import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { StartError } from '#base/start-error'
import type { HubName } from '../../hubs.ts'

/** What may be done with a whole table, such as `select`, or with one column of it, such as `select (name)`. */
export type Right = string

export const everything: readonly Right[] = ['select', 'insert', 'update', 'delete']

/**
 * How a table stands to the wall. `member` is what requests of members may do with it. `own` is what the hub itself may
 * do, where that is less than everything.
 */
export type Declaration = { readonly member: readonly Right[]; readonly own?: readonly Right[] } & (
  | { readonly kind: 'column'; readonly column: string }
  | { readonly kind: 'through'; readonly parent: string; readonly key: string }
  | { readonly kind: 'outside'; readonly reason: string }
)

/** Where the folders of the hubs are. */
const hubFolder = join(import.meta.dirname, '../../hub')

/** What every hub has, made by the steps that all hubs share. */
const common: readonly [table: string, Declaration][] = [
  ['outbox', { kind: 'outside', reason: 'is read by the relay alone', member: ['insert'] }],
  ['inbox', { kind: 'outside', reason: 'belongs to the relay', member: [] }],
  ['schema_history', { kind: 'outside', reason: 'belongs to the migrations', member: [] }],
]

/**
 * What `migrations/wall.json` of a hub says of its tables, by name. Forms of a value:
 * - `"why it has no workspace"`: outside the wall, and closed to members;
 * - `{"why": "…", "member": ["select"]}`: the same, open to them for this;
 * - `{"column": "id"}`: the column that holds the workspace, where it is not `workspace_id`;
 * - `{"through": "parent", "key": "parent_id"}`: rows belong to the workspace of the parent whose `id` the key holds.
 * Each object may have `member`, which inside the wall is everything unless told otherwise, and `own` for what the hub's
 * own role may do. Where not every column is meant, a right names those that are, as in SQL: `["select (id, name)", "insert"]`.
 */
export function readDeclarations(hub: HubName, folder = hubFolder): Map<string, Declaration> {
  const path = join(folder, hub, 'migrations/wall.json')
  const declared = new Map<string, Declaration>(common)
  if (!existsSync(path)) return declared
  const stored = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
  for (const [table, value] of Object.entries(stored)) declared.set(table, asDeclaration(value, `${path}: ${table}`))
  return declared
}

type Stored = { readonly [name in 'why' | 'column' | 'through' | 'key' | 'member' | 'own']?: unknown }

function asDeclaration(value: unknown, place: string): Declaration {
  const stored: Stored = typeof value === 'string' ? { why: value } : ((value ?? {}) as Stored)
  const { why, column, through, key } = stored
  const isOutside = typeof why === 'string'
  const member = asRights(stored.member ?? (isOutside ? [] : everything), `${place} names rights of members`)
  const own = stored.own === undefined ? {} : { own: asRights(stored.own, `${place} names rights of its hub`) }
  if (typeof through === 'string' && typeof key === 'string') return { kind: 'through', parent: through, key, member, ...own }
  if (typeof column === 'string') return { kind: 'column', column, member, ...own }
  if (typeof why === 'string' && why.trim() !== '') return { kind: 'outside', reason: why, member, ...own }
  if (stored.member !== undefined || stored.own !== undefined) return { kind: 'column', column: 'workspace_id', member, ...own }
  throw new StartError(`${place} says neither why the table has no workspace nor through which table its rows have one.`)
}

const ofColumns = /^(select|insert|update) \(([a-z_][a-z0-9_]*(?:, [a-z_][a-z0-9_]*)*)\)$/

/** One right for each column that is named. */
function asRights(value: unknown, sentence: string): readonly Right[] {
  const asRight = (one: unknown): readonly Right[] => {
    const [, verb, columns] = (typeof one === 'string' && ofColumns.exec(one)) || []
    if (columns !== undefined) return columns.split(', ').map((column) => `${verb} (${column})`)
    const whole = everything.find((right) => right === one)
    if (whole !== undefined) return [whole]
    throw new StartError(`${sentence} that are none of ${everything.join(', ')} and no "select (column, column)".`)
  }
  if (Array.isArray(value)) return [...new Set(value.flatMap(asRight))]
  throw new StartError(`${sentence}, but not as a list.`)
}
