import type pg from 'pg'
import { newId } from '#base/id'
import type { Change } from '#engine/host'
import type { TickLog } from '../schedule/tick-log.store.ts'

export const executionsFailed = 'execution.failed'
export const ticksMissed = 'execution.ticks_missed'

/** Of one workflow, so many in one commit. */
export type Failures = {
  readonly workspaceId: string
  readonly workflowId: string
  readonly workflowName: string
  /** The last one, and the node it failed at. */
  readonly executionId: string
  readonly node: string | null
  readonly count: number
  readonly atMs: number
}

export type Missed = { readonly workspaceId: string; readonly workflowId: string; readonly count: number }

/** Whoever starts one by hand watches it, and what another one calls is that one's failure. */
export const isNews = ({ head, standing }: Change): boolean =>
  standing.status === 'failed' && head.mode !== 'manual' && head.mode !== 'undo' && head.parentId === null

/** Tells, within the commit of their ends, which executions have failed: one event however many there are. */
export async function tellFailures(client: pg.ClientBase, failed: readonly Change[]): Promise<void> {
  if (failed.length === 0) return
  const failures = [...Map.groupBy(failed, ({ head }) => head.workflowId).values()].flatMap((own): Failures[] => {
    const last = own.at(-1)
    if (last === undefined) return []
    const { head, standing } = last
    const { workspaceId, workflowId, workflowName, id: executionId } = head
    const atMs = standing.endedMs ?? head.startedMs
    return [{ workspaceId, workflowId, workflowName, executionId, node: standing.errorNode, count: own.length, atMs }]
  })
  await insertEvent(client, executionsFailed, { failures })
}

/** Tells of times of schedules at which nobody was there, within the commit that writes them down. */
export async function tellMissed(client: pg.ClientBase, ticks: readonly TickLog[]): Promise<void> {
  const missed = ticks.filter(({ outcome }) => outcome === 'missed')
  if (missed.length === 0) return
  const schedules = [...Map.groupBy(missed, ({ workflowId }) => workflowId)].map(([workflowId, own]): Missed => {
    return { workflowId, workspaceId: own[0]?.workspaceId ?? '', count: own.length }
  })
  await insertEvent(client, ticksMissed, { schedules })
}

async function insertEvent(client: pg.ClientBase, type: string, payload: object): Promise<void> {
  const id = newId()
  await client.query('insert into outbox (event_id, type, key, payload) values ($1::uuid, $2, ($1::uuid)::text, $3::json)', [
    id,
    type,
    // Names come from people, and no JSON of the database takes this character.
    JSON.stringify(payload).replaceAll('\\u0000', '\\ufffd'),
  ])
}
