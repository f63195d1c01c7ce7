import type { ScheduleSettings } from '@steward/contract/workflow'
import type { Listen } from '@steward/sdk/node'
import type { Databases } from '#db'
import {
  listScheduleStampRows,
  listTriggerRows,
  type ScheduleRun,
  type ScheduleStamp,
  type TriggerFilter,
  updateEndpointUse,
  updateScheduleRuns,
} from './listening.store.ts'

export type { ScheduleRun } from './listening.store.ts'

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
  /** Of a schedule: the time zone that its hours are meant in. */
  readonly timezone?: string
  /** Of a schedule: what the published version says of missed ticks and jitter. */
  readonly policy?: ScheduleSettings
}

/** Of all active workflows of all workspaces, or of some; of both kinds, or of one. */
export async function listLiveTriggers(db: Databases, filter: TriggerFilter = {}): Promise<LiveTrigger[]> {
  const rows = await listTriggerRows(db, filter)
  return rows.map(({ timezone, policy, ...row }) => ({
    ...row,
    ...(row.listen.kind === 'webhook' ? { endpointId: row.triggerId } : {}),
    ...(timezone === null ? {} : { timezone }),
    ...(policy === null ? {} : { policy }),
  }))
}

/** All live schedules, page by page in the order of their trigger ids, as small as can be. */
export async function listScheduleStamps(
  db: Databases,
  page: { readonly after: string | undefined; readonly limit: number },
): Promise<ScheduleStamp[]> {
  return await listScheduleStampRows(db, page)
}

/** Notes when schedules fired and will fire next, for people to see. `lastRunAt` null leaves what is known. */
export async function noteScheduleRuns(db: Databases, runs: readonly ScheduleRun[]): Promise<void> {
  await updateScheduleRuns(db, runs)
}

/** Notes that webhooks were called, for people to see. Meant to be called now and then for many, not for every call. */
export async function noteEndpointUse(db: Databases, endpointIds: readonly string[], now: Date): Promise<void> {
  await updateEndpointUse(db, endpointIds, now)
}
