import { expect, test } from 'vitest'
import { newId } from '#base/id'
import { testInstallation } from '#test/installation'

const roleOf = async (owner: { send: (m: 'GET', p: string) => Promise<{ body: Record<string, unknown> }> }, userId: string) => {
  const { items } = (await owner.send('GET', '/members')).body as { items: { userId: string; role: string }[] }
  return items.find((one) => one.userId === userId)?.role
}

test('members are listed in the order in which they joined, page by page, and found by name or address', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const [editor, viewer] = [await steward.member('editor'), await steward.member('viewer')]
  await editor.send('GET', '/session')

  const all = await owner.send('GET', '/members')
  const first = await owner.send('GET', '/members?limit=2')
  const second = await owner.send('GET', `/members?limit=2&after=${String(first.body['next'])}`)
  const found = await owner.send('GET', `/members?search=${editor.userId.slice(-8)}`)

  expect(all.body['items']).toMatchObject([
    { userId: owner.userId, role: 'owner', name: 'Ada', email: 'Ada@example.com', hasSecondFactor: false },
    { userId: editor.userId, role: 'editor', lastSeenAt: expect.any(String) as string },
    { userId: viewer.userId, role: 'viewer', lastSeenAt: null },
  ])
  expect((first.body['items'] as unknown[]).length).toBe(2)
  expect(second.body).toMatchObject({ items: [{ userId: viewer.userId }], next: null })
  expect(found.body).toMatchObject({ items: [{ userId: editor.userId }], next: null })
  expect((await owner.send('GET', '/members?search=%25')).body['items']).toEqual([])
})

test('whether somebody has a second factor is told to those who manage members only', async () => {
  await using steward = await testInstallation()
  const viewer = await steward.member('viewer')

  const { items } = (await viewer.send('GET', '/members')).body as { items: { hasSecondFactor: unknown }[] }

  expect(items.map((one) => one.hasSecondFactor)).toEqual([null, null])
})

test('a role is changed for the next request of the member', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const viewer = await steward.member('viewer')
  const importing = () => viewer.send('POST', '/workflows/import', { files: [] })
  expect((await importing()).body).toMatchObject({ code: 'http.forbidden' })

  const changed = await owner.send('PATCH', `/members/${viewer.userId}`, { role: 'editor', expectedRole: 'viewer' })

  expect(changed).toMatchObject({ status: 200, body: { userId: viewer.userId, role: 'editor' } })
  expect((await importing()).body).not.toMatchObject({ code: 'http.forbidden' })
  const stale = await owner.send('PATCH', `/members/${viewer.userId}`, { role: 'admin', expectedRole: 'viewer' })
  expect(stale).toMatchObject({ status: 409, body: { code: 'tenant.changed_meanwhile' } })
})

test('nobody gives or takes away more than they hold, nor raises themselves', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const [admin, editor] = [await steward.member('admin'), await steward.member('editor')]
  const above = { status: 403, body: { code: 'identity.more_than_held' } }

  expect(await admin.send('PATCH', `/members/${editor.userId}`, { role: 'owner' })).toMatchObject(above)
  expect(await admin.send('PATCH', `/members/${admin.userId}`, { role: 'owner' })).toMatchObject(above)
  expect(await admin.send('PATCH', `/members/${owner.userId}`, { role: 'viewer' })).toMatchObject(above)
  expect(await admin.send('DELETE', `/members/${owner.userId}`)).toMatchObject(above)
  expect(await editor.send('PATCH', `/members/${editor.userId}`, { role: 'admin' })).toMatchObject({ status: 403 })
  expect(await admin.send('PATCH', `/members/${editor.userId}`, { role: 'admin' })).toMatchObject({ status: 200 })
})

test('a key with a few scopes cannot hand out what it was not given', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const viewer = await steward.member('viewer')
  const made = await owner.send('POST', '/api-keys', { name: 'people', scopes: ['member:manage', 'member:read'] })
  const key = steward.client({ authorization: `Bearer ${String(made.body['secret'])}` })

  expect(await key.send('PATCH', `/members/${viewer.userId}`, { role: 'admin' })).toMatchObject({
    status: 403,
    body: { code: 'identity.more_than_held' },
  })
  expect(await key.send('POST', '/invitations', { emails: ['eve@example.com'], role: 'admin' })).toMatchObject({ status: 403 })
  expect((await key.send('POST', '/workspaces', { name: 'X' })).body).toMatchObject({ code: 'tenant.key_not_enough' })
})

test('who manages members for a time only gives, and takes away, no role that lasts longer', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const [helper, viewer, editor] = [
    await steward.member('viewer'),
    await steward.member('viewer'),
    await steward.member('editor'),
  ]
  const everything = (await owner.send('GET', '/roles')).body['items'] as { id: string; name: string }[]
  const admin = everything.find(({ name }) => name === 'admin')
  const soon = new Date(Date.now() + 600_000).toISOString()
  const lend = (more: object) => owner.send('POST', '/role-assignments', { userId: helper.userId, roleId: admin?.id, ...more })
  const lent = await lend({ expiresAt: soon })
  expect(lent.status).toBe(201)
  const invite = (email: string, role: string) => helper.send('POST', '/invitations', { emails: [email], role })
  const beyond = { status: 403, body: { code: 'identity.more_than_held' } }

  for (const role of ['editor', 'admin']) {
    expect(await helper.send('PATCH', `/members/${viewer.userId}`, { role })).toMatchObject(beyond)
    expect(await helper.send('PATCH', `/members/${helper.userId}`, { role })).toMatchObject(beyond)
    expect(await invite('eve@example.com', role)).toMatchObject(beyond)
  }
  expect(await helper.send('DELETE', `/members/${editor.userId}`)).toMatchObject(beyond)
  const [{ id }] = (
    (await owner.send('POST', '/invitations', { emails: ['bo@example.com'], role: 'editor' })).body['items'] as [
      { invitation: { id: string } },
    ]
  ).map(({ invitation }) => invitation) as [{ id: string }]
  expect(await helper.send('POST', `/invitations/${id}/link`)).toMatchObject(beyond)
  // What they are for ever they may make of others.
  expect((await invite('cy@example.com', 'viewer')).status).toBe(200)

  await owner.send('DELETE', `/role-assignments/${String(lent.body['id'])}`)
  expect((await lend({})).status).toBe(201)
  expect((await helper.send('PATCH', `/members/${viewer.userId}`, { role: 'editor' })).status).toBe(200)
})

test('the last owner can neither leave nor be made less', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const last = { status: 409, body: { code: 'tenant.last_owner' } }

  expect(await owner.send('PATCH', `/members/${owner.userId}`, { role: 'admin' })).toMatchObject(last)
  expect(await owner.send('DELETE', `/members/${owner.userId}`)).toMatchObject(last)
  expect(await owner.send('POST', '/workspace/leave', { workspaceId: owner.workspaceId })).toMatchObject(last)
})

test('of two owners who demote each other at once one stays', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  for (let round = 0; round < 5; round += 1) {
    const other = await steward.member('admin')
    expect((await owner.send('PATCH', `/members/${other.userId}`, { role: 'owner' })).status).toBe(200)

    const answers = await Promise.all([
      owner.send('PATCH', `/members/${other.userId}`, { role: 'viewer' }),
      other.send('PATCH', `/members/${owner.userId}`, { role: 'viewer' }),
    ])

    expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toSatisfy(
      (statuses: number[]) => statuses[0] === 200 && [403, 409].includes(statuses[1] ?? 0),
    )
    const [{ n, named } = { n: 0, named: 0 }] = (
      await steward.databases.pool('tenant').query<{ n: number; named: number }>(
        `select count(*)::int as n, count(*) filter (where w.owner_id = m.user_id)::int as named
           from workspace_members m join workspaces w on w.id = m.workspace_id where m.role = 'owner'`,
      )
    ).rows
    // Whoever is left is the one that the workspace names.
    expect([n, named]).toEqual([1, 1])
    if (answers[0]?.status !== 200) {
      expect((await other.send('PATCH', `/members/${owner.userId}`, { role: 'owner' })).status).toBe(200)
      expect((await owner.send('PATCH', `/members/${other.userId}`, { role: 'viewer' })).status).toBe(200)
    }
  }
})

test('a removed member is out at the next request, and their open invitations with them', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const admin = await steward.member('admin')
  await admin.send('POST', '/invitations', { emails: ['friend@example.com'], role: 'admin' })
  expect((await admin.send('GET', '/workflows')).status).toBe(200)

  expect((await owner.send('DELETE', `/members/${admin.userId}`)).status).toBe(204)

  const here = { 'x-steward-workspace': owner.workspaceId }
  expect(await admin.send('GET', '/workflows', undefined, here)).toMatchObject({
    status: 404,
    body: { code: 'tenant.not_found' },
  })
  const invitations = await owner.send('GET', '/invitations')
  expect(invitations.body['items']).toMatchObject([{ email: 'friend@example.com', status: 'revoked' }])
  expect(await owner.send('DELETE', `/members/${admin.userId}`)).toMatchObject({ status: 404 })
})

test('whoever leaves names the workspace, and is gone from it', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const viewer = await steward.member('viewer')

  expect(await viewer.send('POST', '/workspace/leave', { workspaceId: newId() })).toMatchObject({ status: 400 })
  expect((await viewer.send('POST', '/workspace/leave', { workspaceId: owner.workspaceId })).status).toBe(204)

  expect(await roleOf(owner as never, viewer.userId)).toBeUndefined()
})

test('members of another workspace can be neither seen nor touched', async () => {
  await using steward = await testInstallation()
  const [owner, stranger] = [await steward.owner(), await steward.stranger()]

  expect(await stranger.send('PATCH', `/members/${owner.userId}`, { role: 'viewer' })).toMatchObject({ status: 404 })
  expect(await stranger.send('DELETE', `/members/${owner.userId}`)).toMatchObject({ status: 404 })
  const { items } = (await stranger.send('GET', '/members')).body as { items: { userId: string }[] }
  expect(items.map((one) => one.userId)).toEqual([stranger.userId])
})
