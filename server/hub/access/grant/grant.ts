import { type AccessGrant, type GrantState, grantStates } from '@steward/contract/api/grant'
import { can } from '@steward/contract/permission'
import { newId } from '#base/id'
import { requirePermissionOn } from '#http'
import { record } from '#hub/audit'
import { configValue } from '#hub/config'
import { findPeople } from '#hub/identity'
import { findPodNames } from '#hub/tenant'
import { grantHoursMax } from '../access.config.ts'
import type { AccessScope } from '../context.ts'
import { accessError } from '../errors.ts'
import { listInstancesOfAnyTime } from '../instance/instance.store.ts'
import { requireDatabase } from '../instance/look-into.ts'
import { seenInstance } from '../instance/show-instance.ts'
import { readList } from '../read-list.ts'
import { findGrantRow, type GrantRow, insertGrant, listGrantRows, lockGrant, updateGrant } from './grant.store.ts'

type Wish = {
  readonly instanceId: string
  readonly database?: string | null | undefined
  readonly class: 'read' | 'write'
  readonly reason: string
  readonly until: string
}

/** Asks for standing access for whoever acts. */
export async function requestGrant(scope: AccessScope, wish: Wish): Promise<AccessGrant> {
  const { workspaceId, actor, now } = scope
  const instance = await seenInstance(scope, wish.instanceId)
  requirePermissionOn(actor, 'query:submit', { podId: instance.podId })
  const database = wish.database ?? null
  if (database !== null) requireDatabase(instance, database)
  if (wish.class === 'write' && instance.writeUser === null) throw accessError.no_write_login({ instance: instance.name })
  const until = await requireInTime(scope, new Date(wish.until))
  const row: GrantRow = {
    id: newId(),
    workspaceId,
    instanceId: instance.id,
    database,
    podId: instance.podId,
    userId: actor.userId,
    class: wish.class,
    reason: wish.reason,
    state: 'pending',
    until,
    decidedBy: null,
    decidedAt: null,
    decisionReason: null,
    createdAt: now,
  }
  await scope.db.transaction('access', async (tx) => {
    await insertGrant(tx, row)
    const { class: grantClass, reason } = wish
    await record(tx, scope, {
      action: 'access_grant.requested',
      resourceType: 'access_grant',
      resourceId: row.id,
      new: { name: instance.name, database, class: grantClass, reason, until: until.toISOString() },
    })
  })
  return await showGrant(scope, row.id)
}

async function requireInTime({ databases, workspaceId, now }: AccessScope, until: Date): Promise<Date> {
  if (until <= now) throw accessError.grant_past()
  const hours = await configValue(databases, grantHoursMax, { workspaceId })
  if (until.getTime() - now.getTime() > hours * 3_600_000) throw accessError.grant_too_long({ hours })
  return until
}

type Deed = { readonly id: string; readonly decision: 'approve' | 'reject'; readonly reason?: string | undefined }

/** Gives or refuses it. Of two at once one counts; whoever asked is never who gives. */
export async function decideGrant(scope: AccessScope, { id, decision, reason }: Deed): Promise<AccessGrant> {
  const { workspaceId, actor, now } = scope
  await requireSeen(scope, id)
  await scope.db.transaction('access', async (tx) => {
    const row = await lockGrant(tx, { workspaceId, id })
    if (row === undefined) throw accessError.grant_not_found()
    requirePermissionOn(actor, 'query:decide', { podId: row.podId })
    if (row.userId === actor.userId) throw accessError.grant_own()
    if (row.state !== 'pending') throw accessError.grant_decided({ state: row.state })
    if (decision === 'approve') await requireInTime(scope, row.until)
    const state = decision === 'approve' ? 'approved' : 'rejected'
    const end = { state, decidedBy: actor.userId, decidedAt: now, decisionReason: reason ?? null } as const
    await updateGrant(tx, row, end, now)
    await recordMove(tx, scope, row, state)
  })
  return await showGrant(scope, id)
}

/** Ends it at once: what is not begun by then is asked about. */
export async function revokeGrant(scope: AccessScope, id: string, reason: string | undefined): Promise<AccessGrant> {
  const { workspaceId, actor, now } = scope
  await requireSeen(scope, id)
  await scope.db.transaction('access', async (tx) => {
    const row = await lockGrant(tx, { workspaceId, id })
    if (row === undefined) throw accessError.grant_not_found()
    const isOwn = row.userId === actor.userId
    if (!isOwn && !can(actor.grants, 'query:decide', { podId: row.podId })) throw accessError.grant_not_yours()
    if (row.state !== 'pending' && row.state !== 'approved') throw accessError.grant_decided({ state: row.state })
    const state = row.state === 'pending' && isOwn ? 'withdrawn' : 'revoked'
    const { decidedBy, decidedAt } = row
    await updateGrant(tx, row, { state, decidedBy, decidedAt, decisionReason: reason ?? row.decisionReason }, now)
    await recordMove(tx, scope, row, state)
  })
  return await showGrant(scope, id)
}

type GrantTx = Parameters<typeof record>[0]

async function recordMove(tx: GrantTx, scope: Parameters<typeof record>[1], row: GrantRow, state: GrantState): Promise<void> {
  await record(tx, scope, {
    action: `access_grant.${state}`,
    resourceType: 'access_grant',
    resourceId: row.id,
    old: { state: row.state },
    new: { state, userId: row.userId, class: row.class, until: row.until.toISOString() },
  })
}

export type GrantQuery = {
  readonly state?: string | undefined
  readonly mine?: boolean | undefined
  readonly instanceId?: string | undefined
  readonly after?: string | undefined
  readonly limit?: number | undefined
}

export async function listGrants(scope: AccessScope, query: GrantQuery): Promise<{ items: AccessGrant[]; next: string | null }> {
  const { db, workspaceId, actor } = scope
  const { limit = 50, instanceId } = query
  const deciding = (await listInstancesOfAnyTime(db, workspaceId)).filter(({ podId }) =>
    can(actor.grants, 'query:decide', { podId }),
  )
  const rows = await listGrantRows(db, {
    workspaceId,
    userId: actor.userId,
    instanceIds: deciding.map(({ id }) => id),
    states: readList(query.state, grantStates),
    isMine: query.mine ?? false,
    instanceId,
    after: readCursor(query.after),
    limit: limit + 1,
  })
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  return {
    items: await asAnswers(scope, page),
    next: last === undefined ? null : `${last.createdAt.toISOString()}_${last.id}`,
  }
}

const cursor = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

function readCursor(after: string | undefined): { at: Date; id: string } | undefined {
  if (after === undefined) return undefined
  const [, time = '', id = ''] = cursor.exec(after) ?? []
  const at = new Date(time)
  if (Number.isNaN(at.getTime())) throw accessError.bad_cursor()
  return { at, id }
}

/** One's own, and those that somebody may decide about. */
async function requireSeen({ db, workspaceId, actor }: AccessScope, id: string): Promise<GrantRow> {
  const row = await findGrantRow(db, { workspaceId, id })
  const isSeen = row?.userId === actor.userId || can(actor.grants, 'query:decide', { podId: row?.podId ?? null })
  if (row === undefined || !isSeen) throw accessError.grant_not_found()
  return row
}

async function showGrant(scope: AccessScope, id: string): Promise<AccessGrant> {
  const [shown] = await asAnswers(scope, [await requireSeen(scope, id)])
  if (shown === undefined) throw accessError.grant_not_found()
  return shown
}

async function asAnswers({ db, workspaceId, actor, now }: AccessScope, rows: readonly GrantRow[]): Promise<AccessGrant[]> {
  const ids = rows.flatMap(({ userId, decidedBy }) => [userId, decidedBy ?? userId])
  const podIds = rows.flatMap(({ podId }) => podId ?? [])
  const [people, pods, instances] = await Promise.all([
    findPeople(db, ids),
    findPodNames(db, workspaceId, podIds),
    listInstancesOfAnyTime(db, workspaceId),
  ])
  const person = (id: string | null) => {
    const found = id === null ? undefined : people.get(id)
    return found === undefined ? null : { id: found.id, name: found.name, email: found.email }
  }
  return rows.map((row) => {
    const { id, podId, userId } = row
    const instance = instances.find((one) => one.id === row.instanceId)
    const mayDecideHere = can(actor.grants, 'query:decide', { podId })
    const isOver = row.until <= now && (row.state === 'pending' || row.state === 'approved')
    const state = isOver ? 'expired' : row.state
    return {
      id,
      user: person(userId),
      instance: { id: row.instanceId, name: instance?.name ?? '', environment: instance?.environment ?? 'production' },
      pod: podId === null ? null : { id: podId, name: pods.get(podId) ?? '' },
      database: row.database,
      class: row.class,
      reason: row.reason,
      state,
      until: row.until.toISOString(),
      decidedBy: person(row.decidedBy),
      decidedAt: row.decidedAt?.toISOString() ?? null,
      decisionReason: row.decisionReason,
      createdAt: row.createdAt.toISOString(),
      mayDecide: state === 'pending' && mayDecideHere && userId !== actor.userId,
      mayRevoke: (state === 'pending' || state === 'approved') && (mayDecideHere || userId === actor.userId),
    }
  })
}
