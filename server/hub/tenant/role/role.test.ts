import { permissionNames, reservedPermissions, systemRoles } from '@steward/contract/permission'
import { expect, test } from 'vitest'
import { newId } from '#base/id'
import { allSystemRoles } from '#hub/identity'
import { type Client, testInstallation, type TestInstallation } from '#test/installation'

const nobody = '00000000-0000-4000-8000-00000000dead'

async function makeRole(by: Client, name: string, permissions: readonly string[]): Promise<{ id: string; revision: number }> {
  const made = await by.send('POST', '/roles', { name, permissions })
  if (made.status !== 201) throw new Error(made.text)
  return made.body as { id: string; revision: number }
}

/** A member who is a viewer and has a role that the owner made. */
async function memberWith(steward: TestInstallation, permissions: readonly string[], expiresAt?: string) {
  const owner = await steward.owner()
  const member = await steward.member('viewer')
  const role = await makeRole(owner, `Role ${newId()}`, permissions)
  const given = await owner.send('POST', '/role-assignments', { userId: member.userId, roleId: role.id, expiresAt })
  if (given.status !== 201) throw new Error(given.text)
  return { member, role, assignmentId: String(given.body['id']) }
}

test('a role of the workspace gives what it holds, and nothing after it was taken away', async () => {
  await using steward = await testInstallation()
  const { member, assignmentId } = await memberWith(steward, ['workflow:write'])
  const writing = () => member.send('POST', '/workflows/import', { files: [] })

  const before = await writing()
  const ended = await (await steward.owner()).send('DELETE', `/role-assignments/${assignmentId}`)
  const after = await writing()

  expect(before.body['code']).not.toBe('http.forbidden')
  expect([ended.status, after.body['code']]).toEqual([204, 'http.forbidden'])
})

test('a role that is changed or deleted is another one for everybody with the next request', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const { member, role } = await memberWith(steward, ['audit:read'])
  const holds = async () => {
    const { grants } = (await member.send('GET', '/session')).body as { grants: { everywhere: string[] } }
    return ['audit:read', 'config:read'].filter((name) => grants.everywhere.includes(name))
  }
  expect(await holds()).toEqual(['audit:read'])

  await owner.send('PATCH', `/roles/${role.id}`, { revision: 1, permissions: ['config:read'] })
  const changed = await holds()
  const deleted = await owner.send('DELETE', `/roles/${role.id}`)

  expect(changed).toEqual(['config:read'])
  expect([deleted.status, await holds()]).toEqual([204, []])
  const roles = (await owner.send('GET', '/roles')).body['items'] as { id: string }[]
  expect(roles.map(({ id }) => id)).toEqual(allSystemRoles.map(({ id }) => id))
})

test('of two who change one role at once the second is told', async () => {
  await using steward = await testInstallation()
  const [owner, admin] = [await steward.owner(), await steward.member('admin')]
  const { id } = await makeRole(owner, 'Support', ['workflow:read'])

  const answers = await Promise.all([
    owner.send('PATCH', `/roles/${id}`, { revision: 1, name: 'By the owner' }),
    admin.send('PATCH', `/roles/${id}`, { revision: 1, permissions: ['execution:read'] }),
  ])

  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
  expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'identity.role_changed_meanwhile' })
  expect(answers.find(({ status }) => status === 200)?.body).toMatchObject({ revision: 2 })
})

test('a name belongs to one role, however it is cased and however many ask for it at once', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()

  const names = ['Support', 'support', ' SUPPORT ', 'Sup\u200bport', 'Owner', 'manager', ' ', 'Sübpört', 'Su\u0308bpo\u0308rt']
  const answers = await Promise.all(names.map((name) => owner.send('POST', '/roles', { name, permissions: [] })))
  const codes = answers.map(({ status, body }) => (status === 201 ? 'made' : String(body['code'])))
  const sorted = (some: string[]) => some.toSorted((a, b) => a.localeCompare(b))

  expect(sorted(codes.slice(0, 3))).toEqual(['identity.role_name_taken', 'identity.role_name_taken', 'made'])
  expect(codes.slice(3, 7)).toEqual([
    'identity.role_name_unreadable',
    'identity.role_name_taken',
    'identity.role_name_taken',
    'identity.role_name_unreadable',
  ])
  expect(sorted(codes.slice(7))).toEqual(['identity.role_name_taken', 'made'])
})

test('a role cannot hold what its maker lacks, what is reserved, or what nobody knows', async () => {
  await using steward = await testInstallation()
  const { member } = await memberWith(steward, ['role:manage', 'workflow:write'])
  const owner = await steward.owner()
  const make = async (by: Client, permission: string) => {
    const { status, body } = await by.send('POST', '/roles', { name: `May ${permission}`, permissions: [permission] })
    return status === 201 ? 'made' : String(body['code'])
  }

  const own = [...systemRoles.viewer, 'role:manage', 'workflow:write']
  const reserved = (name: string) => (reservedPermissions as readonly string[]).includes(name)
  for (const name of permissionNames) {
    const expected = reserved(name) ? 'identity.permission_reserved' : own.includes(name) ? 'made' : 'identity.more_than_held'
    expect(`${name}: ${await make(member, name)}`).toBe(`${name}: ${expected}`)
  }
  for (const name of reservedPermissions) expect(await make(owner, name)).toBe('identity.permission_reserved')
  for (const name of ['workflow:fly', '*', 'constructor', '__proto__'])
    expect(await make(owner, name)).toBe('http.invalid_request')
})

test('a role that holds more than somebody does can be neither changed, nor given, nor taken away by them', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const { member } = await memberWith(steward, ['role:manage', 'member:manage'])
  const other = await steward.member('viewer')
  const strong = await makeRole(owner, 'Strong', ['audit:read'])
  const given = await owner.send('POST', '/role-assignments', { userId: other.userId, roleId: strong.id })
  const approver = allSystemRoles.find(({ name }) => name === 'approver')?.id

  const attempts = [
    await member.send('PATCH', `/roles/${strong.id}`, { revision: 1, permissions: [] }),
    await member.send('PATCH', `/roles/${strong.id}`, { revision: 1, name: 'Weak' }),
    await member.send('DELETE', `/roles/${strong.id}`),
    await member.send('POST', '/role-assignments', { userId: other.userId, roleId: approver }),
    await member.send('DELETE', `/role-assignments/${String(given.body['id'])}`),
  ]

  expect(attempts.map(({ status, body }) => [status, body['code']])).toEqual(attempts.map(() => [403, 'identity.more_than_held']))
  expect((await other.send('GET', '/session')).text).toContain('audit:read')
})

test('nobody gives themselves a role, not even one that they could give to others', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const until = new Date(Date.now() + 3_600_000).toISOString()
  const { member, role, assignmentId } = await memberWith(steward, ['member:manage', 'audit:read'], until)

  const prolonging = await member.send('POST', '/role-assignments', { userId: member.userId, roleId: role.id })
  const asOwner = await owner.send('POST', '/role-assignments', { userId: owner.userId, roleId: role.id })
  const givingUp = await member.send('DELETE', `/role-assignments/${assignmentId}`)

  expect(prolonging.body).toMatchObject({ status: 403, code: 'identity.role_for_oneself' })
  expect(asOwner.body).toMatchObject({ status: 403, code: 'identity.role_for_oneself' })
  expect(givingUp.status).toBe(204)
})

test('what somebody has for a time they hand on for that time at most', async () => {
  await using steward = await testInstallation()
  const until = Date.now() + 3_600_000
  const at = (ms: number) => new Date(until + ms).toISOString()
  const { member, role } = await memberWith(steward, ['member:manage', 'role:manage', 'audit:read'], at(0))
  const give = async (expiresAt?: string) => {
    const friend = await steward.member('viewer')
    const answer = await member.send('POST', '/role-assignments', { userId: friend.userId, roleId: role.id, expiresAt })
    return answer.body['code'] ?? answer.status
  }

  expect([await give(), await give(at(1)), await give(at(0))]).toEqual([
    'identity.more_than_held',
    'identity.more_than_held',
    201,
  ])
  // A role that they make would outlive their own right.
  expect((await member.send('POST', '/roles', { name: 'Mine', permissions: ['audit:read'] })).body['code']).toBe(
    'identity.more_than_held',
  )
})

test('a key hands on no more than it was given, whoever it belongs to', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const friend = await steward.member('viewer')
  const scopes = ['role:manage', 'member:manage', 'member:read', 'workflow:read']
  const { body } = await owner.send('POST', '/api-keys', { name: 'k', scopes })
  const key = steward.client({ authorization: `Bearer ${String(body['secret'])}` })
  const strong = await makeRole(owner, 'Strong', ['workflow:write'])

  const making = await key.send('POST', '/roles', { name: 'New', permissions: ['workflow:write'] })
  const giving = await key.send('POST', '/role-assignments', { userId: friend.userId, roleId: strong.id })
  const weak = await key.send('POST', '/roles', { name: 'Weak', permissions: ['workflow:read'] })

  expect([making.body['code'], giving.body['code'], weak.status]).toEqual([
    'identity.more_than_held',
    'identity.more_than_held',
    201,
  ])
  const session = (await key.send('GET', '/session')).body as { grants: { everywhere: string[] } }
  expect(session.grants.everywhere.toSorted()).toEqual(scopes.toSorted())
})

test('the roles of the system cannot be changed, and that of the owner cannot be assigned', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const member = await steward.member('viewer')

  for (const { id, name } of allSystemRoles) {
    const change = await owner.send('PATCH', `/roles/${id}`, { revision: 1, permissions: [] })
    const deletion = await owner.send('DELETE', `/roles/${id}`)
    const giving = await owner.send('POST', '/role-assignments', { userId: member.userId, roleId: id })
    expect([change.body['code'], deletion.body['code']]).toEqual(['identity.role_of_system', 'identity.role_of_system'])
    expect(giving.body['code'] ?? giving.status).toBe(name === 'owner' ? 'identity.owner_not_assigned' : 201)
  }
})

test('ids of another workspace name nothing here', async () => {
  await using steward = await testInstallation()
  const [owner, stranger] = [await steward.owner(), await steward.stranger()]
  const { member, role, assignmentId } = await memberWith(steward, ['audit:read'])
  const pod = String((await owner.send('POST', '/pods', { name: 'Ours' })).body['id'])
  const theirs = await makeRole(stranger, 'Theirs', ['audit:read'])
  const theirPod = String((await stranger.send('POST', '/pods', { name: 'Theirs' })).body['id'])
  const give = (userId: string, roleId: string, podId?: string) =>
    owner.send('POST', '/role-assignments', { userId, roleId, podId })

  const answers = [
    await stranger.send('PATCH', `/roles/${role.id}`, { revision: 1, name: 'Mine' }),
    await stranger.send('DELETE', `/roles/${role.id}`),
    await stranger.send('GET', `/roles/${role.id}/holders`),
    await stranger.send('DELETE', `/role-assignments/${assignmentId}`),
    await stranger.send('GET', `/permissions/explanation?permission=audit:read&userId=${member.userId}`),
    await stranger.send('GET', `/pods/${pod}`),
    await give(stranger.userId, role.id),
    await give(member.userId, theirs.id),
    await give(member.userId, role.id, theirPod),
    await give(nobody, role.id),
    await give(member.userId, nobody),
    await give(member.userId, role.id, nobody),
  ]

  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404))
  const seen = await Promise.all(
    ['/roles', '/role-assignments', '/pods', '/permissions/holders?permission=audit:read'].map((path) =>
      stranger.send('GET', path),
    ),
  )
  for (const { text } of seen) {
    expect(text).not.toContain(member.userId)
    expect(text).not.toContain(role.id)
    expect(text).not.toContain(pod)
  }
})

test('the database itself refuses to assign a role of another workspace', async () => {
  await using steward = await testInstallation()
  const [owner, stranger] = [await steward.owner(), await steward.stranger()]
  const theirs = await makeRole(stranger, 'Theirs', [])
  const assign = (scopeId: string) =>
    steward.databases.pool('identity').query(
      `insert into user_role_assignments (id, workspace_id, user_id, member_id, role_id, role_scope_id)
       values ($1, $2, $3, $1, $4, $5)`,
      [newId(), owner.workspaceId, owner.userId, theirs.id, scopeId],
    )

  await expect(assign(stranger.workspaceId)).rejects.toThrow(/check constraint/)
  await expect(assign(owner.workspaceId)).rejects.toThrow(/foreign key/)
  await expect(assign('00000000-0000-0000-0000-000000000000')).rejects.toThrow(/foreign key/)
})

test('it can be told why somebody may do something, by whom and until when, and who else may', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const until = new Date(Date.now() + 3_600_000).toISOString()
  const { member, role, assignmentId } = await memberWith(steward, ['effect:decide'], until)
  const pod = String((await owner.send('POST', '/pods', { name: 'Payments' })).body['id'])
  await owner.send('PUT', `/pods/${pod}/members/${member.userId}`, { isManager: true })
  const ask = async (query: string) => (await member.send('GET', `/permissions/explanation?${query}`)).body

  const deciding = await ask('permission=effect:decide')
  const onPod = await ask(`permission=query:decide&podId=${pod}`)
  const elsewhere = await ask('permission=query:decide')
  const holders = (await member.send('GET', '/permissions/holders?permission=effect:decide')).body

  const assigned = { via: 'assignment', role: { id: role.id }, until, by: { name: 'Ada' }, assignmentId }
  expect(deciding).toMatchObject({
    allowed: true,
    because: [assigned],
    elsewhere: [{ via: 'pod_manager', pod: { name: 'Payments' } }],
  })
  expect(onPod).toMatchObject({ allowed: true, because: [{ via: 'pod_manager', role: { name: 'manager' }, pod: { id: pod } }] })
  expect(elsewhere).toMatchObject({ allowed: false, because: [], elsewhere: [{ via: 'pod_manager' }] })
  expect(holders).toMatchObject({
    items: [
      { user: { id: owner.userId }, because: [{ via: 'base_role', role: { name: 'owner' } }] },
      { user: { id: member.userId }, because: [assigned] },
    ],
    more: false,
  })
})
