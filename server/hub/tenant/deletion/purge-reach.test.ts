import pg from 'pg'
import { expect, test } from 'vitest'
import { log } from '#base/log'
import { newId } from '#base/id'
import { publish } from '#db'
import { record } from '#hub/audit'
import { type RunningInstallation, running, until } from '#test/running'
import { openTenant } from '#test/two-tenants'
import { WorkspacePurger } from './purge.jobs.ts'

/** The log keeps what was done in a workspace that is gone, with the heads of its chain. */
const kept = ['audit.audit_logs', 'audit.audit_origins', 'audit.audit_values', 'audit.checkpoints']

async function asAdministrator<R>({ databases }: RunningInstallation, work: (client: pg.Client) => Promise<R>): Promise<R> {
  const client = new pg.Client({ connectionString: databases.adminUrl('tenant') })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Lets every statement that deletes be noted with its table, though it finds no rows. */
async function noteDeletes(steward: RunningInstallation): Promise<void> {
  await asAdministrator(steward, async (client) => {
    const hubs = steward.databases.hubs.map((hub) => pg.escapeLiteral(hub)).join(', ')
    await client.query(`
      create table public.deletes (name text);
      create function public.note_delete() returns trigger language plpgsql security definer as $$
        begin insert into public.deletes values (tg_table_schema || '.' || tg_table_name); return null; end $$;
      do $$ declare one record; begin
        for one in select c.oid::regclass as name from pg_class c
          where c.relnamespace::regnamespace::text in (${hubs}) and c.relkind in ('r', 'p') and not c.relispartition
        loop execute format('create trigger noted after delete on %s for each statement execute function public.note_delete()', one.name);
        end loop; end $$`)
  })
}

/** Tables that name a workspace and hold rows that no delete has reached, by itself or through what they belong to. */
async function unreached(steward: RunningInstallation): Promise<string[]> {
  const { rows } = await asAdministrator(steward, (client) =>
    client.query<{ name: string }>(
      `with recursive reached as (
         select distinct name from public.deletes
         union
         select k.conrelid::regclass::text from pg_constraint k join reached r on k.confrelid = r.name::regclass
          where k.contype = 'f' and k.confdeltype = 'c')
       select distinct n.nspname || '.' || c.relname as name
         from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
        where n.nspname = any ($1) and c.relkind in ('r', 'p') and not c.relispartition and not a.attisdropped
          and (a.attname ~ '(^|_)(workspace|tenant)_id$' or n.nspname || '.' || c.relname = 'tenant.workspaces')
          and n.nspname || '.' || c.relname not in (select name from reached)
        order by 1`,
      [[...steward.databases.hubs]],
    ),
  )
  return rows.map(({ name }) => name)
}

async function purge(steward: RunningInstallation, workspaceId: string): Promise<void> {
  await steward.databases
    .pool('tenant')
    .query(`update workspaces set is_active = false, deleted_at = now(), purge_at = now() where id = $1`, [workspaceId])
  expect(await new WorkspacePurger({ db: steward.databases, log }).purge()).toBe(1)
}

test('every table that names a workspace is reached when one is purged, filled or not', async () => {
  await using steward = await running()
  const eve = await openTenant(steward, 'xeveword')
  await noteDeletes(steward)
  expect(await unreached(steward)).toEqual(expect.arrayContaining([...kept, 'workflow.workflows', 'tenant.workspaces']))

  await purge(steward, eve.workspaceId)

  await until(
    () => unreached(steward),
    (left) => left.every((name) => kept.includes(name)),
  )
  expect(await unreached(steward)).toEqual(kept)
}, 60_000)

test('what people read of a workspace goes with it, and lines that come late add nothing to it', async () => {
  await using steward = await running()
  const { databases } = steward
  const eve = await openTenant(steward, 'xeveword')
  await eve.api('POST', '/workflow-tags', { name: 'One' })
  const by = { actorId: eve.userId, workspaceId: eve.workspaceId, now: new Date() }
  const act = async (action: string) =>
    databases.transaction('tenant', (tx) =>
      record(tx, by, { action, resourceType: 'thing', resourceId: newId(), new: { name: 'It' } }),
    )
  const count = async (table: string) => {
    const { rows } = await databases
      .pool('audit')
      .query<{ n: number }>(`select count(*)::int as n from ${table} where workspace_id = $1`, [eve.workspaceId])
    return rows[0]?.n ?? 0
  }
  for (const n of [1, 2, 3]) await act(`thing.made_${n}`)
  await until(
    () => count('activity_logs'),
    (n) => n >= 3,
  )

  // As if the purge were heard of before lines of before it.
  await databases.transaction('tenant', (tx) =>
    publish(tx, { type: 'workspace.purged', key: eve.workspaceId, payload: { workspaceId: eve.workspaceId } }),
  )
  await until(
    () => count('activity_logs'),
    (n) => n === 0,
  )
  const before = await count('audit_logs')
  await act('thing.came_late')
  await until(
    () => count('activity_logs'),
    (n) => n === 1,
  )
  await purge(steward, eve.workspaceId)
  await until(
    () => count('activity_logs'),
    (n) => n === 0,
  )
  await act('thing.came_later')
  await until(
    () => count('audit_logs'),
    (n) => n === before + 3,
  )
  expect(await count('activity_logs')).toBe(0)
}, 60_000)
