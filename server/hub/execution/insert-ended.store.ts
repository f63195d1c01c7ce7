import type pg from 'pg'
import type { Change } from '#engine/host'
import { separator } from './json-column.ts'

// Most executions are over before they are first stored, and have nothing else to tell. The columns that are the same
// for all of them are not sent, and what cannot be there yet is not looked for: half the work of the general statement.
const insertText = `
with input as (
  select * from unnest(
    $1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::int[], $6::text[], $7::timestamptz[], $8::timestamptz[],
    string_to_array($9, E'\\x1e')::json[], string_to_array($10, E'\\x1e')::json[]
  ) as t(id, workspace_id, workflow_id, workflow_name, workflow_version, mode, started_at, ended_at, trigger_data, entries)
), stored as (
  insert into workflow_executions (id, workspace_id, workflow_id, workflow_name, workflow_version, mode, status, started_at, ended_at,
    trigger_data, worker_id)
  select id, workspace_id, workflow_id, workflow_name, workflow_version, mode, 'completed', started_at, ended_at, trigger_data, $11::uuid
  from input
)
insert into execution_journal (execution_id, seq, entries) select id, 0, entries from input`

/** True for the first change of an execution that is completed with it, stands for itself and is told to nobody. */
export function isPlainEnd({ head, insert, standing, startKey, fence, seq, entries, ...rest }: Change): boolean {
  return (
    insert &&
    standing.status === 'completed' &&
    standing.error === null &&
    startKey === null &&
    fence === 1 &&
    seq === 0 &&
    entries !== null &&
    head.createdBy === null &&
    head.retryOf === null &&
    head.parentId === null &&
    rest.workerId !== null &&
    rest.facts === undefined &&
    rest.answerTo === undefined &&
    rest.follows === undefined
  )
}

/** Stores plain ends of one worker. Not safe to repeat: a second time it refuses them all. */
export async function insertPlainEnds(client: pg.ClientBase, changes: readonly Change[]): Promise<void> {
  const of = <T>(pick: (change: Change) => T) => changes.map(pick)
  const time = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString())
  const values = [
    of((c) => c.head.id),
    of((c) => c.head.workspaceId),
    of((c) => c.head.workflowId),
    of((c) => c.head.workflowName),
    of((c) => c.head.workflowVersion),
    of((c) => c.head.mode),
    of((c) => time(c.head.startedMs)),
    of((c) => time(c.standing.endedMs)),
    of((c) => JSON.stringify(c.head.trigger)).join(separator),
    of((c) => c.entries).join(separator),
    changes[0]?.workerId,
  ]
  await client.query({ name: 'insert-plain-ends', text: insertText, values })
}
