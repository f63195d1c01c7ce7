import { Type } from 'typebox'
import { expect, test } from 'vitest'
import { log } from '#base/log'
import { defineConfig } from '#hub/config'
import { AccountCaretaker, allSystemRoles } from '#hub/identity'
import { type RunningInstallation, running, until } from '#test/running'
import { openTenant, type Tenant } from '#test/two-tenants'

const size = defineConfig({
  key: 'test.size',
  title: 'T',
  description: 'D',
  category: 'C',
  schema: Type.Integer(),
  default: 1,
  scopes: ['GLOBAL', 'TENANT', 'USER'],
})

/** By table with a column for a person, how many rows name them; the log of what was done is not asked. */
async function tracesOf({ databases }: RunningInstallation, userId: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const hub of databases.hubs) {
    if (hub === 'audit') continue
    const pool = databases.pool(hub)
    const { rows } = await pool.query<{ name: string }>(
      `select c.relname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
        where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and a.attname = 'user_id'`,
    )
    for (const { name } of rows) {
      const found = await pool.query<{ n: number }>(`select count(*)::int as n from ${name} where user_id = $1`, [userId])
      counts[`${hub}.${name}`] = found.rows[0]?.n ?? 0
    }
  }
  return counts
}

/** It says that no token of theirs counts, and nothing else. */
const kept = ['identity.user_token_invalidation']
const left = (counts: Record<string, number>) =>
  Object.keys(counts).filter((name) => (counts[name] ?? 0) > 0 && !kept.includes(name))

const ownerOf = async ({ databases }: RunningInstallation): Promise<string> =>
  (await databases.pool('identity').query<{ id: string }>('select id from users where is_admin')).rows[0]?.id ?? ''

/** One of everything that is a person's own. */
async function furnish(steward: RunningInstallation, person: Tenant, ownerWorkspaceId: string): Promise<void> {
  const inOwners = { 'x-steward-workspace': ownerWorkspaceId }
  const send = async (method: string, path: string, body: unknown) => {
    const headers = { ...person.headers, ...inOwners, 'content-type': 'application/json' }
    const answer = await fetch(`${steward.url}/api/v1${path}`, { method, headers, body: JSON.stringify(body) })
    expect(answer.status, `${method} ${path}: ${await answer.text()}`).toBeLessThan(300)
  }
  await send('PUT', '/me/config/test.size', { value: 5, version: 0 })
  await send('POST', '/variables', { name: 'MINE', value: 'own', scope: 'user' })
  await send('PATCH', '/profile', { bio: 'Somebody', version: 0 })
  await send('PATCH', '/preferences', { theme: 'dark' })
  const roleId = allSystemRoles.find(({ name }) => name === 'approver')?.id
  expect((await steward.api('POST', '/role-assignments', { userId: person.userId, roleId })).status).toBe(201)
}

test('whoever is erased leaves nothing of their own in any hub, even where a workspace was deleted before they left', async () => {
  await using steward = await running(undefined, { configKeys: [size] })
  const { databases } = steward
  const eve = await openTenant(steward, 'xeveword')
  const [workspace] = (await steward.api('GET', '/workspaces')).body['items'] as { id: string; name: string }[]
  const { id: workspaceId, name } = workspace ?? { id: '', name: '' }
  await databases
    .pool('tenant')
    .query(`insert into workspace_members (id, workspace_id, user_id, role) values (gen_random_uuid(), $1, $2, 'editor')`, [
      workspaceId,
      eve.userId,
    ])
  await furnish(steward, eve, workspaceId)
  expect(left(await tracesOf(steward, eve.userId))).toEqual(
    expect.arrayContaining([
      'config.runtime_configs',
      'config.config_history',
      'config.environment_variables',
      'identity.user_role_assignments',
      'profile.user_profiles',
      'tenant.workspace_members',
    ]),
  )
  await steward.api('PUT', '/me/config/test.size', { value: 6, version: 0 })
  await steward.api('POST', '/variables', { name: 'MINE', value: 'owner’s', scope: 'user' })

  expect(
    (
      await steward.raw('/workspace/deletion', {
        method: 'POST',
        body: JSON.stringify({ name }),
        headers: { 'content-type': 'application/json', 'x-steward-workspace': workspaceId },
      })
    ).status,
  ).toBe(200)
  expect((await eve.api('POST', '/account/deletion', { email: 'xeveword@example.com' })).status).toBe(204)
  // What they did last is told to the other hubs long before a month is over.
  await until(
    () =>
      databases
        .pool('profile')
        .query(`select from user_activities where user_id = $1 and activity_type = 'user.deleted'`, [eve.userId]),
    ({ rowCount }) => rowCount === 1,
  )
  const inAMonth = () => new Date(Date.now() + 31 * 86_400_000)
  await new AccountCaretaker({ db: databases, log, clock: inAMonth }).round()

  await until(
    () => tracesOf(steward, eve.userId),
    (counts) => left(counts).length === 0,
  )
  // The log keeps that it was done, not from where.
  await until(
    () => databases.pool('audit').query('select from audit_origins where user_id = $1', [eve.userId]),
    ({ rowCount }) => rowCount === 0,
  )
  expect((await steward.api('POST', `/workspaces/${workspaceId}/restore`)).status).toBe(204)
  expect(await tracesOf(steward, await ownerOf(steward))).toMatchObject({
    'config.runtime_configs': 1,
    'config.config_history': 1,
    'config.environment_variables': 1,
  })
}, 60_000)
