import { expect, test } from 'vitest'
import { log } from '#base/log'
import type { Databases } from '#db'
import { givenWorkflow } from '#test/given-workflow'
import { until } from '#test/running'
import { severalProcesses } from '#test/several-processes'
import { openTenant, twoTenants } from '#test/two-tenants'
import { WorkspacePurger } from './purge.jobs.ts'

/** By table: how many rows belong to a workspace. The audit log is left out, because it keeps what was done. */
async function rowsOf(databases: Databases, workspaceId: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const hub of databases.hubs) {
    if (hub === 'audit') continue
    const pool = databases.pool(hub)
    const { rows: columns } = await pool.query<{ table: string; column: string }>(
      `select c.relname as "table", a.attname as "column" from pg_attribute a join pg_class c on c.oid = a.attrelid
        where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
          and a.attname in ('workspace_id', 'tenant_id', 'bound_workspace_id')`,
    )
    for (const { table, column } of columns) {
      const { rows } = await pool.query<{ n: number }>(`select count(*)::int as n from ${table} where ${column} = $1`, [
        workspaceId,
      ])
      counts[`${hub}.${table}`] = rows[0]?.n ?? 0
    }
  }
  return counts
}

const held = (counts: Record<string, number>) => Object.entries(counts).filter(([, count]) => count > 0)
const due = (databases: Databases) =>
  databases.pool('tenant').query(`update workspaces set purge_at = now() - interval '1 second' where purge_at is not null`)

test('a workspace that is deleted stops at once, can be restored, and at its time goes from every hub', async () => {
  await using tenants = await twoTenants()
  const { steward, ada, bob } = tenants
  const { databases } = steward
  const purger = new WorkspacePurger({ db: databases, log })
  const document = givenWorkflow([
    { name: 'Hook', type: 'webhook', version: 2, parameters: { path: 'rests', httpMethod: 'GET' }, to: { Wait: [0, 0] } },
    { name: 'Wait', type: 'wait', version: 1.1, parameters: { amount: 2, unit: 'hours' } },
  ])
  const { summary } = (await bob.api('POST', '/workflows', { document })).body as { summary: { id: string } }
  await bob.api('POST', `/workflows/${summary.id}/activate`)
  const call = async () => (await fetch(`${steward.url}/webhook/rests`)).status
  expect(await call()).toBe(200)
  const statusOf = async () => {
    const { rows } = await databases
      .pool('execution')
      .query<{ status: string }>('select distinct status from workflow_executions where workflow_id = $1', [summary.id])
    return rows.map((row) => row.status).join()
  }
  await until(statusOf, (status) => status === 'waiting')

  const name = `Workspace ${bob.marker}`
  expect((await bob.api('POST', '/workspace/deletion', { name: 'another' })).body).toMatchObject({ code: 'tenant.name_differs' })
  const deleted = await bob.api('POST', '/workspace/deletion', { name })
  expect(Date.parse(String(deleted.body['purgeAt'])) - Date.now()).toBeGreaterThan(13.9 * 86_400_000)
  await until(call, (status) => status === 404)
  // What was let in at the last moment is found a minute later.
  await purger.repeatDeletions()
  await until(statusOf, (status) => status === 'cancelled')
  const inBob = { 'x-steward-workspace': bob.workspaceId }
  expect((await fetch(`${steward.url}/api/v1/workflows`, { headers: { ...bob.headers, ...inBob } })).status).toBe(404)
  expect((await ada.api('POST', `/workspaces/${bob.workspaceId}/restore`)).body).toMatchObject({ code: 'tenant.not_restorable' })

  // Whoever owns nothing else has a workspace of their own to act from.
  expect((await bob.api('POST', `/workspaces/${bob.workspaceId}/restore`)).status).toBe(204)
  await until(call, (status) => status === 200)
  expect(await purger.purge()).toBe(0)

  const [before, ofAda] = [await rowsOf(databases, bob.workspaceId), await rowsOf(databases, ada.workspaceId)]
  expect(held(before).length).toBeGreaterThan(10)
  const again = await fetch(`${steward.url}/api/v1/workspace/deletion`, {
    method: 'POST',
    headers: { ...bob.headers, ...inBob, 'content-type': 'application/json' },
    body: JSON.stringify({ name }),
  })
  expect(again.status).toBe(200)
  await due(databases)
  expect(await Promise.all([purger.purge(), new WorkspacePurger({ db: databases, log }).purge()])).toSatisfy(
    ([one = 0, two = 0]: number[]) => one + two === 1,
  )

  await until(
    () => rowsOf(databases, bob.workspaceId),
    (counts) => held(counts).length === 0,
  )
  expect(await rowsOf(databases, ada.workspaceId)).toEqual(ofAda)
  const { rows: lines } = await databases
    .pool('audit')
    .query<{ action: string }>(`select action from audit_logs where workspace_id = $1`, [bob.workspaceId])
  expect(lines.map((line) => line.action)).toEqual(
    expect.arrayContaining(['workflow.created', 'workspace.deleted', 'workspace.restored']),
  )
  expect((await bob.api('POST', `/workspaces/${bob.workspaceId}/restore`)).status).toBe(404)
}, 60_000)

test('a process that is killed while a workspace is done away with leaves the rest to another', async () => {
  await using several = await severalProcesses()
  const first = await several.start()
  const api = await several.api(first)
  const id = String((await api('POST', '/workspaces', { name: 'Large' })).body['id'])
  // In the schema of the hub, because counting by triggers names its tables without it.
  await several.query(`set search_path = execution;
    insert into workflow_executions (id, workspace_id, workflow_id, workflow_name, workflow_version, status, mode, started_at, ended_at, trigger_data)
    select gen_random_uuid(), '${id}', gen_random_uuid(), 'Old', 1, 'completed', 'manual', now(), now(), '{"node":"a","items":[]}'
      from generate_series(1, 40000);
    insert into execution_journal (execution_id, seq, entries) select id, 0, '[]' from workflow_executions;
    set search_path = public`)
  const left = async () => {
    const [row] = await several.query<{ n: number }>(
      'select count(*)::int as n from execution.workflow_executions where workspace_id = $1',
      [id],
    )
    return row?.n ?? 0
  }
  await several.query(
    `with gone as (delete from tenant.workspaces where id = $1 returning id)
     insert into tenant.outbox (event_id, type, key, payload)
     select gen_random_uuid(), 'workspace.purged', id::text, json_build_object('workspaceId', id) from gone`,
    [id],
  )

  await until(left, (n) => n < 40_000)
  await first.killTree()
  const afterKill = await left()
  expect(afterKill).toBeGreaterThan(0)

  await several.start()
  await until(left, (n) => n === 0, 30_000)
  const [journal] = await several.query<{ n: number }>('select count(*)::int as n from execution.execution_journal')
  expect(journal?.n).toBe(0)
}, 90_000)

test('somebody with an empty workspace deletes it and is not locked out', async () => {
  await using tenants = await twoTenants()
  const eve = await openTenant(tenants.steward, 'xeveword')

  await eve.api('POST', '/workspace/deletion', { name: `Workspace ${eve.marker}` })

  const session = await eve.api('GET', '/session')
  expect(session).toMatchObject({ status: 200, body: { workspace: { role: 'owner' } } })
  const { items } = (await eve.api('GET', '/workspaces')).body as { items: { id: string; purgeAt: string | null }[] }
  expect(items.map((one) => [one.id === eve.workspaceId, one.purgeAt === null])).toEqual([
    [true, false],
    [false, true],
  ])
})
