import { expect, test } from 'vitest'
import { startRelay } from '#db'
import { testInstallation } from '#test/installation'
import { auditSubscriptions, record } from '#hub/audit'

test('acts leave a line each, with who and from where, and no secret', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  await owner.send('POST', '/api-keys', { name: 'ci' }, { 'user-agent': 'test agent' })
  await owner.send('POST', '/connections', { name: 'Shop', type: 'acmeApi', values: { token: 'hunter2' } })
  await steward.anonymous.send(
    'POST',
    '/session',
    { email: 'ada@example.com', password: 'wrong' },
    { 'x-forwarded-for': 'not an address' },
  )

  const relay = startRelay(steward.databases, auditSubscriptions)
  const readLines = async () =>
    (await steward.databases.pool('audit').query<Record<string, unknown>>('select * from audit_logs order by created_at, id'))
      .rows
  await expect.poll(readLines, { timeout: 10_000 }).toHaveLength(4)
  const lines = await readLines()
  await relay.stop()

  expect(lines.map((line) => line['action'])).toEqual([
    'user.owner_created',
    'api_key.created',
    'connection.created',
    'user.sign_in_failed',
  ])
  expect(lines[1]).toMatchObject({
    user_id: owner.userId,
    workspace_id: owner.workspaceId,
    resource_type: 'api_key',
    ip_address: '127.0.0.1',
    user_agent: 'test agent',
  })
  expect(JSON.stringify(lines)).not.toContain('hunter2')
})

test('a line can be neither changed nor removed', async () => {
  await using steward = await testInstallation()
  const audit = steward.databases.pool('audit')
  await audit.query(
    `insert into audit_logs (id, action, resource_type, created_at) values (gen_random_uuid(), 'a.b', 'a', now())`,
  )

  await expect(audit.query(`update audit_logs set action = 'c.d'`)).rejects.toThrow('only grows')
  await expect(audit.query('delete from audit_logs')).rejects.toThrow('only grows')
  await expect(audit.query('truncate audit_logs')).rejects.toThrow()
})

test('a line holds any text a person can type, and never blocks those behind it', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const { id } = (await owner.send('POST', '/connections', { name: 'Shop', type: 'acmeApi', values: { token: 't' } })).body as {
    id: string
  }
  const scope = { db: steward.databases, workspaceId: owner.workspaceId, actorId: owner.userId, now: new Date() }

  await steward.databases.transaction('connector', async (tx) =>
    record(tx, scope, {
      action: 'connection.changed',
      resourceType: 'connection',
      resourceId: id,
      new: { 'nul \0': 'half \ud83d' },
    }),
  )
  const relay = startRelay(steward.databases, auditSubscriptions)
  const changed = async () =>
    (
      await steward.databases
        .pool('audit')
        .query<{ new_values: object }>(`select new_values from audit_logs where action = 'connection.changed'`)
    ).rows

  await expect.poll(changed, { timeout: 10_000 }).toEqual([{ new_values: { 'nul \ufffd': 'half \ufffd' } }])
  await relay.stop()
})
