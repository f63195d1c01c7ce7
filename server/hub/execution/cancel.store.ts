import type pg from 'pg'
import { EffectBook, effectsSettled, factPlace } from '#engine/host'
import { newId } from '#base/id'
import { readJournals } from './claim.store.ts'
import { columns, type ExecutionRow } from './execution.store.ts'

/**
 * Ends it whoever holds it: raising the fence makes every later write of the
 * holder void. So what became of its effects is told here, in the same
 * transaction: those that were under way or in doubt are cut off.
 */
export async function cancelRow(pool: pg.Pool, id: string): Promise<ExecutionRow | undefined> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const { rows } = await client.query<ExecutionRow>(
      `update workflow_executions set status = 'cancelled', ended_at = now(), fence = fence + 1, wait_until = null, wait_kind = null,
              approval_ids = null, in_doubt = 0, updated_at = now()
        where id = $1 and status in ('queued', 'running', 'waiting', 'paused') returning ${columns}`,
      [id],
    )
    if (rows[0] !== undefined) await tellCutOff(client, rows[0])
    await client.query('commit')
    return rows[0]
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    client.release()
  }
}

/** Executions that this one has called, waits for, and that are not over. */
export async function openChildren(pool: pg.Pool, id: string): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select id from workflow_executions where parent_id = $1 and status in ('queued', 'running', 'waiting', 'paused')`,
    [id],
  )
  return rows.map((row) => row.id)
}

async function tellCutOff(client: pg.ClientBase, row: ExecutionRow): Promise<void> {
  const segments = (await readJournals(client, [row.id])).get(row.id) ?? []
  const effects = new EffectBook(
    row.id,
    segments.flatMap((one) => one.entries),
  )
  effects.close(Number(row.ended_at))
  const head = {
    id: row.id,
    workspaceId: row.workspace_id,
    workflowId: row.workflow_id,
    workflowName: row.workflow_name,
    workflowVersion: row.workflow_version,
  }
  const told = effects.take(head, factPlace((segments.at(-1)?.seq ?? -1) + 1, true))
  if (told === undefined) return
  const event = newId()
  await client.query(
    `insert into outbox (event_id, type, key, payload) values ($1::uuid, '${effectsSettled}', ($1::uuid)::text, ('{"changes":[' || $2 || ']}')::json)`,
    [event, told.facts],
  )
}
