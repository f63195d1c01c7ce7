import type { Activity } from '@steward/contract/api/audit'
import type { PermissionName } from '@steward/contract/permission'
import type { Scope } from '#db'
import { subjectOf } from '../chain/chain-line.ts'
import { auditError } from '../errors.ts'
import { type NamesOf, onlyIds } from '../names.ts'
import { type ActivityRow, listActivityRows } from './activity.store.ts'

/** What one must be allowed to read to be told what happened to it. Whoever may read the audit log is told everything. */
const readers: Readonly<Record<string, PermissionName>> = {
  workflow: 'workflow:read',
  execution: 'execution:read',
  effect: 'execution:read',
  connection: 'connection:read',
  variable: 'variable:read',
  environment: 'variable:read',
  member: 'member:read',
  pod: 'member:read',
}

export type ActivityQuery = {
  readonly actor?: string | undefined
  readonly type?: string | undefined
  readonly resourceId?: string | undefined
  readonly after?: string | undefined
  readonly limit?: number | undefined
}

type Reader = { readonly namesOf: NamesOf; readonly may: (permission: PermissionName) => boolean }

/** What people did in the workspace, newest first, as far as the reader may know of it. */
export async function listActivities(
  { db, workspaceId }: Pick<Scope, 'db' | 'workspaceId'>,
  { namesOf, may }: Reader,
  query: ActivityQuery,
): Promise<{ items: Activity[]; next: string | null }> {
  const { limit = 50 } = query
  const rows = await listActivityRows(db.pool('audit'), {
    workspaceId,
    actor: query.actor,
    types: typesFor(may, query.type),
    resourceId: query.resourceId?.replaceAll('\0', '\ufffd'),
    after: readCursor(query.after),
    limit: limit + 1,
  })
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  const names = await namesOf(onlyIds(page.flatMap((row) => [row.user_id, personOf(row)])))
  return {
    items: page.map((row) => asAnswer(row, names)),
    next: last === undefined ? null : `${last.created_at.toISOString()}_${last.id}`,
  }
}

/** Undefined for all kinds. */
function typesFor(may: Reader['may'], wanted: string | undefined): readonly string[] | undefined {
  const type = wanted?.replaceAll('\0', '\ufffd')
  if (may('audit:read')) return type === undefined ? undefined : [type]
  const open = Object.entries(readers).flatMap(([kind, permission]) => (may(permission) ? [kind] : []))
  return type === undefined ? open : open.filter((kind) => kind === type)
}

const cursor = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

function readCursor(after: string | undefined): { at: string; id: string } | undefined {
  if (after === undefined) return undefined
  const [, at = '', id = ''] = cursor.exec(after) ?? []
  if (Number.isNaN(Date.parse(at))) throw auditError.bad_cursor()
  return { at, id }
}

const personOf = (row: ActivityRow) => subjectOf({ resourceType: row.type, resourceId: row.resource_id })

function asAnswer(row: ActivityRow, names: ReadonlyMap<string, string>): Activity {
  const person = personOf(row)
  return {
    id: row.id,
    at: row.created_at.toISOString(),
    actor: row.user_id === null ? null : { id: row.user_id, name: names.get(row.user_id) ?? null },
    description: row.description,
    resource: {
      type: row.type,
      id: row.resource_id,
      name: person === null ? row.resource_name : (names.get(person) ?? null),
    },
    means: row.means,
  }
}
