import type { Listen } from '@steward/sdk/node'
import type { Databases } from '#db'
import { listTriggerRows, updateEndpointUse, updateScheduleRun } from './listening.store.ts'

/** One thing that an active workflow waits for right now. */
export type LiveTrigger = {
  /** Stays the same over activations while node and method and path, or schedule, stay the same. */
  readonly triggerId: string
  readonly workflowId: string
  readonly workspaceId: string
  /** The published version. */
  readonly version: number
  readonly nodeId: string
  readonly nodeName: string
  readonly listen: Listen
  /** When the workflow was activated in this version. */
  readonly activeSince: Date
  /** Of a webhook: the id of its endpoint. */
  readonly endpointId?: string
  /** Of a schedule: the time zone its cron expression is meant in. */
  readonly timezone?: string
}

/** Of all active workflows of all workspaces, or of one. */
export async function listLiveTriggers(db: Databases, workflowId?: string): Promise<LiveTrigger[]> {
  const rows = await listTriggerRows(db, workflowId)
  return rows.map(({ timezone, ...row }) => ({
    ...row,
    ...(row.listen.kind === 'webhook' ? { endpointId: row.triggerId } : {}),
    ...(timezone === null ? {} : { timezone }),
  }))
}

/** Notes when a schedule fired and will fire next, for people to see. */
export async function noteScheduleRun(
  db: Databases,
  run: { readonly triggerId: string; readonly lastRunAt: Date; readonly nextRunAt: Date | null },
): Promise<void> {
  await updateScheduleRun(db, run)
}

/** Notes that webhooks were called, for people to see. Meant to be called now and then for many, not for every call. */
export async function noteEndpointUse(db: Databases, endpointIds: readonly string[], now: Date): Promise<void> {
  await updateEndpointUse(db, endpointIds, now)
}
