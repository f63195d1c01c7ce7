import type { ScheduleSettings } from '@steward/contract/workflow'
import type { Listen, ScheduleListen } from '@steward/sdk/node'
import { type Kysely, sql } from 'kysely'
import type { Databases } from '#db'
import { json } from '../document/document.store.ts'
import type { WorkflowTx } from '../workflow.store.ts'
import type { WorkflowTables } from '../workflow.tables.ts'

type Owner = { readonly workspaceId: string; readonly workflowId: string }
type WebhookListen = Extract<Listen, { kind: 'webhook' }>

export type NewTrigger = Owner & {
  readonly id: string
  readonly version: number
  readonly nodeId: string
  readonly nodeName: string
  readonly listen: Listen
}

/** What an activation carries over from the one before, so that ids and times of an unchanged listening stay. */
export type OldTrigger = {
  readonly id: string
  readonly nodeId: string
  readonly listen: Listen
  readonly lastUsedAt: Date | null
  readonly timezone: string | null
  readonly nextRunAt: Date | null
  readonly lastRunAt: Date | null
}

export async function takeTriggers(tx: WorkflowTx, owner: Owner): Promise<OldTrigger[]> {
  const rows = await tx
    .selectFrom('workflow_triggers as one')
    .leftJoin('webhook_endpoints as endpoint', 'endpoint.id', 'one.id')
    .leftJoin('workflow_schedules as schedule', 'schedule.id', 'one.id')
    .select([
      'one.id',
      'one.node_id as nodeId',
      'one.settings as listen',
      'last_used_at as lastUsedAt',
      'schedule.timezone',
      'next_run_at as nextRunAt',
      'last_run_at as lastRunAt',
    ])
    .where('one.workspace_id', '=', owner.workspaceId)
    .where('one.workflow_id', '=', owner.workflowId)
    .execute()
  await deleteTriggers(tx, owner)
  return rows
}

/** Endpoints and schedules go with their trigger. */
export async function deleteTriggers(tx: WorkflowTx, { workspaceId, workflowId }: Owner): Promise<void> {
  await tx.deleteFrom('workflow_triggers').where('workspace_id', '=', workspaceId).where('workflow_id', '=', workflowId).execute()
}

export async function insertTrigger(tx: WorkflowTx, trigger: NewTrigger): Promise<void> {
  const { id, workspaceId, workflowId, version, nodeId, nodeName, listen } = trigger
  await tx
    .insertInto('workflow_triggers')
    .values({
      id,
      workspace_id: workspaceId,
      workflow_id: workflowId,
      version_number: version,
      node_id: nodeId,
      node_name: nodeName,
      trigger_type: listen.kind,
      settings: json(listen),
    })
    .execute()
}

/** False when another active workflow answers this method and path. Waits for an activation that is under way and may take it. */
export async function claimEndpoint(
  tx: WorkflowTx,
  trigger: NewTrigger,
  endpoint: { readonly listen: WebhookListen; readonly shape: string; readonly lastUsedAt: Date | null },
): Promise<boolean> {
  const done = await tx
    .insertInto('webhook_endpoints')
    .values({
      id: trigger.id,
      workspace_id: trigger.workspaceId,
      workflow_id: trigger.workflowId,
      node_id: trigger.nodeId,
      method: endpoint.listen.method,
      endpoint_path: endpoint.listen.path,
      path_shape: endpoint.shape,
      last_used_at: endpoint.lastUsedAt,
    })
    .onConflict((conflict) => conflict.columns(['path_shape', 'method']).where('is_active', '=', true).doNothing())
    .executeTakeFirst()
  return done.numInsertedOrUpdatedRows === 1n
}

/** Name of the workflow that answers a method and path, where it belongs to the workspace; others are not named. */
export async function findEndpointOwner(
  tx: WorkflowTx,
  of: { readonly workspaceId: string; readonly method: string; readonly shape: string },
): Promise<string | undefined> {
  const row = await tx
    .selectFrom('webhook_endpoints as endpoint')
    .innerJoin('workflows', 'workflows.id', 'endpoint.workflow_id')
    .select('workflows.name')
    .where('endpoint.path_shape', '=', of.shape)
    .where('endpoint.method', '=', of.method)
    .where('endpoint.is_active', '=', true)
    .where('endpoint.workspace_id', '=', of.workspaceId)
    .executeTakeFirst()
  return row?.name
}

export async function insertSchedule(
  tx: WorkflowTx,
  trigger: NewTrigger,
  schedule: {
    readonly listen: ScheduleListen
    readonly timezone: string
    readonly policy: ScheduleSettings
    readonly nextRunAt: Date | null
    readonly lastRunAt: Date | null
  },
): Promise<void> {
  await tx
    .insertInto('workflow_schedules')
    .values({
      id: trigger.id,
      workspace_id: trigger.workspaceId,
      workflow_id: trigger.workflowId,
      node_id: trigger.nodeId,
      cron_expression: 'cron' in schedule.listen ? schedule.listen.cron : null,
      timezone: schedule.timezone,
      policy: json(schedule.policy),
      next_run_at: schedule.nextRunAt,
      last_run_at: schedule.lastRunAt,
    })
    .execute()
}

export async function findNextRuns(
  db: Databases,
  owner: Owner,
): Promise<{ readonly nodeId: string; readonly listen: Listen; readonly nextRunAt: Date | null }[]> {
  return await tables(db)
    .selectFrom('workflow_schedules as schedule')
    .innerJoin('workflow_triggers as one', 'one.id', 'schedule.id')
    .select(['one.node_id as nodeId', 'one.settings as listen', 'schedule.next_run_at as nextRunAt'])
    .where('schedule.workspace_id', '=', owner.workspaceId)
    .where('schedule.workflow_id', '=', owner.workflowId)
    .execute()
}

export type ScheduleRun = { readonly triggerId: string; readonly lastRunAt: Date | null; readonly nextRunAt: Date | null }

export async function updateScheduleRuns(db: Databases, runs: readonly ScheduleRun[]): Promise<void> {
  if (runs.length === 0) return
  const of = <T>(pick: (run: ScheduleRun) => T) => runs.map(pick)
  const ids = of((run) => run.triggerId)
  const last = of((run) => run.lastRunAt?.toISOString() ?? null)
  const next = of((run) => run.nextRunAt?.toISOString() ?? null)
  await sql`
    update workflow_schedules s set last_run_at = coalesce(r.last_run_at, s.last_run_at), next_run_at = r.next_run_at
      from unnest(${ids}::uuid[], ${last}::timestamptz[], ${next}::timestamptz[]) as r(id, last_run_at, next_run_at)
     where s.id = r.id`.execute(tables(db))
}

export async function updateEndpointUse(db: Databases, triggerIds: readonly string[], now: Date): Promise<void> {
  if (triggerIds.length === 0) return
  await tables(db)
    .updateTable('webhook_endpoints')
    .set({ last_used_at: now })
    .where('id', 'in', [...triggerIds])
    .execute()
}

export type LiveTriggerRow = {
  readonly triggerId: string
  readonly workflowId: string
  readonly workspaceId: string
  readonly version: number
  readonly nodeId: string
  readonly nodeName: string
  readonly listen: Listen
  readonly timezone: string | null
  readonly policy: ScheduleSettings | null
  readonly activeSince: Date
}

export type TriggerFilter = { readonly workflowIds?: readonly string[]; readonly kind?: Listen['kind'] }

export async function listTriggerRows(db: Databases, { workflowIds, kind }: TriggerFilter): Promise<LiveTriggerRow[]> {
  let query = tables(db)
    .selectFrom('workflow_triggers as one')
    .innerJoin('workflows', 'workflows.id', 'one.workflow_id')
    .leftJoin('workflow_schedules as schedule', 'schedule.id', 'one.id')
    .select([
      'one.id as triggerId',
      'one.workflow_id as workflowId',
      'one.workspace_id as workspaceId',
      'one.version_number as version',
    ])
    .select(['one.node_id as nodeId', 'one.node_name as nodeName', 'one.settings as listen'])
    .select(['schedule.timezone', 'schedule.policy', 'one.created_at as activeSince'])
    .where('workflows.status', '=', 'active')
    .where('one.is_active', '=', true)
  if (workflowIds !== undefined) query = query.where('one.workflow_id', 'in', [...workflowIds])
  if (kind !== undefined) query = query.where('one.trigger_type', '=', kind)
  return await query.orderBy('one.workflow_id').orderBy('one.id').execute()
}

/** Enough of a schedule to tell whether it is known as it is now. */
export type ScheduleStamp = {
  readonly triggerId: string
  readonly workflowId: string
  readonly version: number
  readonly activeSince: Date
}

/** In the order of their ids, after one. */
export async function listScheduleStampRows(
  db: Databases,
  page: { readonly after: string | undefined; readonly limit: number },
): Promise<ScheduleStamp[]> {
  let query = tables(db)
    .selectFrom('workflow_triggers')
    .select(['id as triggerId', 'workflow_id as workflowId', 'version_number as version', 'created_at as activeSince'])
    .where('trigger_type', '=', 'schedule')
    .where('is_active', '=', true)
  if (page.after !== undefined) query = query.where('id', '>', page.after)
  return await query.orderBy('id').limit(page.limit).execute()
}

const tables = (db: Databases): Kysely<WorkflowTables> => db.kysely('workflow')
