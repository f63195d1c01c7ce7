import type { Listen } from '@steward/sdk/node'
import type { Kysely } from 'kysely'
import type { Databases } from '#db'
import { json } from '../document/document.store.ts'
import type { WorkflowTx } from '../workflow.store.ts'
import type { WorkflowTables } from '../workflow.tables.ts'

type Owner = { readonly workspaceId: string; readonly workflowId: string }
type WebhookListen = Extract<Listen, { kind: 'webhook' }>
type ScheduleListen = Extract<Listen, { kind: 'schedule' }>

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
      cron_expression: schedule.listen.cron,
      timezone: schedule.timezone,
      next_run_at: schedule.nextRunAt,
      last_run_at: schedule.lastRunAt,
    })
    .execute()
}

export async function findNextRuns(
  db: Databases,
  owner: Owner,
): Promise<{ readonly nodeId: string; readonly cron: string; readonly nextRunAt: Date | null }[]> {
  return await tables(db)
    .selectFrom('workflow_schedules')
    .select(['node_id as nodeId', 'cron_expression as cron', 'next_run_at as nextRunAt'])
    .where('workspace_id', '=', owner.workspaceId)
    .where('workflow_id', '=', owner.workflowId)
    .execute()
}

export async function updateScheduleRun(
  db: Databases,
  run: { readonly triggerId: string; readonly lastRunAt: Date; readonly nextRunAt: Date | null },
): Promise<void> {
  await tables(db)
    .updateTable('workflow_schedules')
    .set({ last_run_at: run.lastRunAt, next_run_at: run.nextRunAt })
    .where('id', '=', run.triggerId)
    .execute()
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
  readonly activeSince: Date
}

export async function listTriggerRows(db: Databases, workflowId: string | undefined): Promise<LiveTriggerRow[]> {
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
    .select(['one.node_id as nodeId', 'one.node_name as nodeName', 'one.settings as listen', 'schedule.timezone'])
    .select('one.created_at as activeSince')
    .where('workflows.status', '=', 'active')
    .where('one.is_active', '=', true)
  if (workflowId !== undefined) query = query.where('one.workflow_id', '=', workflowId)
  return await query.orderBy('one.workflow_id').orderBy('one.id').execute()
}

const tables = (db: Databases): Kysely<WorkflowTables> => db.kysely('workflow')
